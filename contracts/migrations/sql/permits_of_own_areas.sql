-- What a buyer has written of areas of his own goes on as rules. The plan's areas get theirs, with source, by load_plan,
-- which has always put its own days in the place of what was written there.
INSERT INTO contracts_permitrule (area_id, need, valid_from, ground, source, read_on, note, version)
SELECT id, 'REQUIRED', permit_required_from, 'inte angivet', 'Inskrivet på avtalsområdet före tillståndsreglerna', NULL, '', 1
FROM contracts_contractarea
WHERE permit_required_from IS NOT NULL AND code NOT IN (
    'IFO-HVB-BEH', 'IFO-HVB-AKUT', 'IFO-SKYDD', 'IFO-VUX-PSYK', 'IFO-VUX-BERO', 'FO-GRUPP', 'FO-SOCPSYK', 'FO-DEMSOM',
    'FO-LSS', 'AO-65', 'AO-LOV-SABO', 'FO-LOV-KORT', 'AO-LOV-HEMTJ'
);
