-- What a database at 0.1.0 may hold: a few rows of the demo from each table, with all that they point to.
-- Never written anew: the code of a later version cannot, and that is what the test of upgrading is for.

CREATE TABLE followup_ledgerrow_1 PARTITION OF followup_ledgerrow FOR VALUES IN (1);
CREATE TABLE followup_ledgerrow_3 PARTITION OF followup_ledgerrow FOR VALUES IN (3);
CREATE TABLE followup_ledgerrow_9 PARTITION OF followup_ledgerrow FOR VALUES IN (9);

INSERT INTO common_organization (id, org_number, name, kind, is_demo) VALUES
('1', '2120000068', 'Huddinge kommun', 'MUNICIPALITY', 'true'),
('2', '4499990010', 'Provköpings kommun', 'MUNICIPALITY', 'false'),
('3', '4499990028', 'Exempelby kommun', 'MUNICIPALITY', 'false');

INSERT INTO contracts_category (id, buyer_id, parent_id, code, name) VALUES
('1', '1', NULL, 'VO', 'Vård och omsorg'),
('3', '1', '1', 'FO', 'Funktionshinderomsorg'),
('4', '1', '1', 'ÄO', 'Äldreomsorg'),
('2', '1', '1', 'IFO', 'Individ- och familjeomsorg');

INSERT INTO activities_categoryplan (id, category_id, title, decided_by, decided_on, registry_number, edition, valid_from, valid_until, version) VALUES
('1', '1', 'Kategoriplan Vård och omsorg 2023–2027', 'Kommunstyrelsen', NULL, '', '1', '2023-06-01', '2027-05-31', '1');

INSERT INTO common_user (id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined) VALUES
('6', '!', NULL, 'false', 'kategoriledare', 'Demo', 'Kategoriledare', 'kategoriledare@demo.example', 'true', 'true', '2026-11-28 14:56:53.794667+01'),
('3', '!', NULL, 'false', 'upphandlare', 'Demo', 'Upphandlare', 'upphandlare@demo.example', 'false', 'true', '2026-11-28 14:56:53.788874+01'),
('8', '!', NULL, 'false', 'avtalscontroller', 'Demo', 'Avtalscontroller', 'avtalscontroller@demo.example', 'false', 'true', '2026-11-28 14:56:53.79831+01'),
('10', '!', NULL, 'false', 'hallbarhetsstrateg', 'Demo', 'Hållbarhetsstrateg', 'hallbarhetsstrateg@demo.example', 'false', 'true', '2026-11-28 14:56:53.801962+01'),
('4', '!', NULL, 'false', 'uppfoljare', 'Demo', 'Uppföljare', 'uppfoljare@demo.example', 'false', 'true', '2026-11-28 14:56:53.790825+01'),
('2', '!', NULL, 'false', 'handlaggare', 'Demo', 'Handläggare', 'handlaggare@demo.example', 'true', 'true', '2026-11-28 14:56:53.786733+01'),
('9', '!', NULL, 'false', 'upphandlingschef', 'Demo', 'Upphandlingschef', 'upphandlingschef@demo.example', 'true', 'true', '2026-11-28 14:56:53.800167+01'),
('1', '!', NULL, 'false', 'lasare', 'Demo', 'Läsare', 'lasare@demo.example', 'false', 'true', '2026-11-28 14:56:53.781984+01'),
('5', '!', NULL, 'false', 'controller', 'Demo', 'Controller', 'controller@demo.example', 'false', 'true', '2026-11-28 14:56:53.792741+01'),
('11', '!', NULL, 'false', 'verksamhetschef', 'Demo', 'Verksamhetschef', 'verksamhetschef@demo.example', 'true', 'true', '2026-11-28 14:56:53.803873+01');

INSERT INTO activities_activity (id, plan_id, number, title, description, potential, goal, implementation, responsible, responsible_person_id, participants, stakeholders, steering_group, priority, status, starts_on, ends_on, done_on, late_reason, expected_effect, expected_effect_sek, achieved_effect, achieved_effect_sek, evidence, version) VALUES
('1', '1', '2.1', 'Identifiering av avtalsområden som ställer krav på leverantörens redundans', 'Peka ut de områden där leverantören ska klara ett avbrott, och formulera kraven.', 'En krisberedskap som fungerar.', 'Samhällsviktig verksamhet får det den behöver även i en kris.', 'Gå igenom avtalen, märk de samhällsviktiga, skriv kravtexter.', 'Kategoriledare (KSF)', '6', '', 'SOF, BUF, Trygghet- och säkerhetssektionen', '', '1', 'ONGOING', '2025-09-28', '2027-03-28', NULL, '', 'Samhällsviktiga avtal är märkta och kravtexter finns.', NULL, '', NULL, '', '1'),
('2', '1', '2.2', 'Kartlägg behov som i dagsläget kräver placeringar utanför ramavtal', 'Analysera avstegen: vilka behov möts inte av avtalen, och varför.', 'Högre avtalstrohet och lägre kostnad.', 'Ramavtal som täcker de särskilda behoven.', 'Kategoriledare, upphandlare och de som placerar går igenom behov, krav och prissättning tillsammans.', 'Kategoriledare (KSF)', '6', 'Kategorideltagare upphandlare (KSF), representant IFO', '', '', '1', 'ONGOING', '2025-03-28', '2027-01-28', NULL, '', 'Högre avtalstrohet och lägre kostnad.', NULL, '', NULL, '', '1'),
('9', '1', '2.9', 'Utred vilken upphandlingsform som lämpar sig för respektive avtalsområde', 'Jämför LOU, LOV, reserverade kontrakt och dynamiska inköpssystem område för område.', 'Lättare administration, samverkan och uppföljning.', 'Ett förslag att lägga fram för nämnden.', 'Väg för- och nackdelar; nämnderna beslutar.', 'Kategorideltagare upphandlare (KSF)', '3', 'Utvecklingsledare (SOF), uppföljningsteamet (SOF)', 'Socialnämnden, äldreomsorgsnämnden, kommunstyrelsen, socialdirektör, upphandlingschef', '', '2', 'NOT_STARTED', '2026-12-28', '2027-05-28', NULL, '', 'Bättre kvalitet till lägre kostnad.', NULL, '', NULL, '', '1'),
('6', '1', '2.6', 'Förbättra uppföljning av arbetsrättsliga villkor', 'Följ upp villkor med handlingar, till exempel lönespecifikationer, i stället för bara leverantörens egna svar.', 'Skäliga villkor för dem som arbetar hos leverantörerna.', 'En uppföljning som är svår att komma undan.', 'Red ut vilka personuppgifter som får hanteras; upphandlingschefen fastställer.', 'Hållbarhetsstrateg (KSF)', '10', 'Upphandlare (KSF), uppföljningsteamet (SOF), dataskyddsombud (KSF)', '', '', '1', 'ONGOING', '2025-07-28', '2026-10-28', NULL, 'Dataskyddsfrågan om lönespecifikationer är inte avgjord.', 'En ny rutin finns.', NULL, '', NULL, '', '1'),
('14', '1', '2.14', 'Ta fram en uppföljningsplan över samordnade upphandlingar', 'Kommunerna på Södertörn delar upp uppföljningen av gemensamma avtal.', 'Mindre dubbelarbete, och en mer attraktiv avtalspart.', 'En gemensam uppföljning av gemensamma avtal.', 'Ett team över kommungränserna; upphandlingscheferna godkänner.', 'Kategorideltagare upphandlare (KSF)', '3', 'Övriga Södertörnskommuner', '', '', '4', 'NOT_STARTED', '2027-01-28', '2027-05-28', NULL, '', 'Den gemensamma planen finns.', NULL, '', NULL, '', '1'),
('7', '1', '2.7', 'Standardisera krav inom hållbarhet', 'Ta fram hållbarhetskrav som passar alla kategorins upphandlingar.', 'Bidrar till hållbarhetsmålen och gör upphandlingen lättare.', 'Krav som är klara att använda.', 'Strateg och upphandlare formulerar kraven tillsammans.', 'Hållbarhetsstrateg (KSF)', '10', 'Upphandlare (KSF)', '', '', '2', 'DONE', '2024-11-28', '2026-05-28', '2026-06-28', '', 'Standardiserade krav finns.', NULL, 'Kraven finns i mallarna.', NULL, '', '1'),
('3', '1', '2.3', 'Håll mediabevakning av leverantörer inom kategorin', 'Bevaka medier efter uppgifter om leverantörer som missköter sig.', 'Högre kvalitet, och åtgärder i tid när avtal inte hålls.', 'Rapporter om leverantörerna i medier.', 'Sökord och urval tas fram med kommunikationsavdelningen.', 'Kategoriledare (KSF)', '6', 'Utvecklingsledare (SOF), upphandlare (KSF), presskommunikatör (KSF)', '', '', '1', 'DONE', '2024-05-28', '2025-05-28', '2025-04-28', '', 'Fler missförhållanden upptäcks.', NULL, 'Bevakningen är i gång för 40 leverantörer.', NULL, '', '1'),
('13', '1', '2.13', 'Öka samarbetet med kommunens leverantörer', 'Träffar med leverantörerna för att förebygga fel och fusk.', 'Dialog förebygger felaktigheter.', 'Färre felaktigheter.', 'Planera träffarnas innehåll, bjud in och genomför.', 'Uppföljningsteamet (SOF)', '4', 'Upphandlare (KSF)', '', '', '3', 'ONGOING', '2025-03-28', '2027-05-28', NULL, '', 'Färre avvikelser i avtalen.', NULL, '', NULL, '', '1'),
('8', '1', '2.8', 'Inför e-handel för inköp av vård och omsorg', 'Låt köpen gå genom e-handelssystemet.', 'Lägre administrationskostnad och bättre kostnadskontroll.', 'Lättare beställning och fakturering, bättre underlag.', 'Lös först hur sekretessen hanteras.', 'E-handelsadministratör (KSF)', '6', 'Kategoriledare (KSF), utvecklingsledare (SOF), representanter IFO och FO, upphandlare (KSF), dataskyddsombud (KSF)', '', '', '2', 'ONGOING', '2026-01-28', '2027-04-28', NULL, '', 'Mindre administration kring beställning och uppföljning.', NULL, '', NULL, '', '1');

INSERT INTO activities_effectgoal (id, plan_id, number, name, target_areas, owner_id) VALUES
('3', '1', '3', 'Redundans hos leverantörerna', 'En trygg kommun där människor trivs och växer', '8'),
('1', '1', '1', 'God kvalitet och god budgethållning i upphandlad vård och omsorg', 'En ansvarsfull ekonomi i hela Huddinge; En trygg kommun där människor trivs och växer', '6'),
('5', '1', '5', 'Omställning till ett mer hållbart samhälle', 'En hållbar naturkommun', '10'),
('2', '1', '2', 'Mindre välfärdsbrott, fel och oegentligheter hos leverantörerna', 'En ansvarsfull ekonomi i hela Huddinge', '4'),
('4', '1', '4', 'Smartare arbetssätt genom samverkan, innovation och ny teknik', 'En ansvarsfull ekonomi i hela Huddinge', '3');

INSERT INTO activities_activity_goals (id, activity_id, effectgoal_id) VALUES
('1', '1', '3'),
('2', '2', '1'),
('9', '6', '5');

INSERT INTO activities_strategy (id, plan_id, number, title, summary) VALUES
('8', '1', '2.8', 'Säker leveransförsörjning', 'Redundans i samhällsviktiga avtal, och befrielsegrunder som inte släpper ansvaret i en kris.'),
('6', '1', '2.6', 'Uppföljning', 'Alla avtal följs upp, över förvaltningsgränser, med register, mediabevakning och brukarundersökningar.'),
('4', '1', '2.4', 'Hållbarhet', 'Krav på tillgänglighet, fordon, avfall, miljö och skäliga arbetsvillkor där de har betydelse.'),
('1', '1', '2.1', 'Effektiva upphandlingsprocesser', 'Rätt form, index i stället för förhandling, färre parallella områden, samordning och dialog med marknaden.'),
('5', '1', '2.5', 'Utveckling av e-handel', 'Beställningsvägar finns och används, för lägre administration och bättre uppföljning.'),
('9', '1', '2.9', 'Sanktioner mot Ryssland och Belarus', 'Försäkran enligt förordning (EU) 2022/576 av varje anbudsgivare.');

INSERT INTO activities_activity_strategies (id, activity_id, strategy_id) VALUES
('1', '1', '8'),
('19', '14', '6'),
('9', '7', '4');

INSERT INTO activities_activityevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, number, title, description, potential, goal, implementation, responsible, responsible_person_id, participants, stakeholders, steering_group, priority, status, starts_on, ends_on, done_on, late_reason, expected_effect, expected_effect_sek, achieved_effect, achieved_effect_sek, evidence, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '2.1', 'Identifiering av avtalsområden som ställer krav på leverantörens redundans', 'Peka ut de områden där leverantören ska klara ett avbrott, och formulera kraven.', 'En krisberedskap som fungerar.', 'Samhällsviktig verksamhet får det den behöver även i en kris.', 'Gå igenom avtalen, märk de samhällsviktiga, skriv kravtexter.', 'Kategoriledare (KSF)', NULL, '', 'SOF, BUF, Trygghet- och säkerhetssektionen', '', '1', 'NOT_STARTED', NULL, NULL, NULL, '', 'Samhällsviktiga avtal är märkta och kravtexter finns.', NULL, '', NULL, '', '1'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', '2.10', 'Utred optimal paketering av avtalsområden inom kategorin', 'Se över vilka områden som hör ihop och vilka som bör delas.', 'Mindre arbete och mer affärsmässiga avtal.', 'Mer affärsmässiga avtal.', 'Gå igenom avtalen och gör en plan för kommande upphandlingar.', 'Kategorideltagare upphandlare (KSF)', NULL, 'Utvecklingsledare (SOF), uppföljningsteamet (SOF)', '', '', '2', 'NOT_STARTED', NULL, NULL, NULL, '', 'Färre avtalsområden som går i varandra.', NULL, '', NULL, '', '1'),
('16', '2026-11-28 14:57:05.842121+01', 'update', '1', NULL, NULL, '1', '1', '2.1', 'Identifiering av avtalsområden som ställer krav på leverantörens redundans', 'Peka ut de områden där leverantören ska klara ett avbrott, och formulera kraven.', 'En krisberedskap som fungerar.', 'Samhällsviktig verksamhet får det den behöver även i en kris.', 'Gå igenom avtalen, märk de samhällsviktiga, skriv kravtexter.', 'Kategoriledare (KSF)', '6', '', 'SOF, BUF, Trygghet- och säkerhetssektionen', '', '1', 'ONGOING', '2025-09-28', '2027-03-28', NULL, '', 'Samhällsviktiga avtal är märkta och kravtexter finns.', NULL, '', NULL, '', '1'),
('17', '2026-11-28 14:57:05.842121+01', 'update', '2', NULL, NULL, '2', '1', '2.2', 'Kartlägg behov som i dagsläget kräver placeringar utanför ramavtal', 'Analysera avstegen: vilka behov möts inte av avtalen, och varför.', 'Högre avtalstrohet och lägre kostnad.', 'Ramavtal som täcker de särskilda behoven.', 'Kategoriledare, upphandlare och de som placerar går igenom behov, krav och prissättning tillsammans.', 'Kategoriledare (KSF)', '6', 'Kategorideltagare upphandlare (KSF), representant IFO', '', '', '1', 'ONGOING', '2025-03-28', '2027-01-28', NULL, '', 'Högre avtalstrohet och lägre kostnad.', NULL, '', NULL, '', '1');

INSERT INTO activities_activitystep (id, activity_id, name, due_on, done_on, responsible_id) VALUES
('1', '1', 'Start och avgränsning', '2026-02-11', '2026-02-11', '6'),
('35', '9', 'Förslag på remiss', '2027-04-20', NULL, '3'),
('9', '3', 'Start och avgränsning', '2024-08-27', '2024-08-27', '6');

INSERT INTO activities_activitystepevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, activity_id, name, due_on, done_on, responsible_id) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '1', 'Start och avgränsning', '2026-02-11', '2026-02-11', '6'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '3', 'Underlag klart', '2024-11-26', '2024-11-26', '6');

INSERT INTO activities_categoryplanevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, category_id, title, decided_by, decided_on, registry_number, edition, valid_from, valid_until, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'Kategoriplan Vård och omsorg 2023–2027', 'Kommunstyrelsen', NULL, '', '1', '2023-06-01', '2027-05-31', '1');

INSERT INTO activities_effectgoalevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, number, name, target_areas, owner_id) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'God kvalitet och god budgethållning i upphandlad vård och omsorg', 'En ansvarsfull ekonomi i hela Huddinge; En trygg kommun där människor trivs och växer', NULL),
('10', '2026-11-28 14:57:05.842121+01', 'update', '5', NULL, NULL, '5', '1', '5', 'Omställning till ett mer hållbart samhälle', 'En hållbar naturkommun', '10'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', '2', 'Mindre välfärdsbrott, fel och oegentligheter hos leverantörerna', 'En ansvarsfull ekonomi i hela Huddinge', NULL),
('6', '2026-11-28 14:57:05.842121+01', 'update', '1', NULL, NULL, '1', '1', '1', 'God kvalitet och god budgethållning i upphandlad vård och omsorg', 'En ansvarsfull ekonomi i hela Huddinge; En trygg kommun där människor trivs och växer', '6');

INSERT INTO activities_planfigure (id, plan_id, code, label, year, value, note) VALUES
('1', '1', 'SPEND', 'Köpt inom kategorin, kr', '2021', '572000000.0000', 'Underkategorierna summerar till 505 miljoner.'),
('5', '1', 'SPEND_UNDISTRIBUTED', 'Ej fördelat på underkategori, kr', '2021', '67000000.0000', 'Skillnaden 572 − 505.'),
('9', '1', 'CONTRACTS', 'Leverantörsavtal', '2021', '590.0000', 'Planens tabell summerar till 571.');

INSERT INTO activities_planfigureevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, code, label, year, value, note) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'SPEND', 'Köpt inom kategorin, kr', '2021', '572000000.0000', 'Underkategorierna summerar till 505 miljoner.'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', 'SUPPLIER_LOYALTY', 'Leverantörstrohet, andel', '2021', '0.8427', 'Vår beräkning: 1 − 90/572.');

INSERT INTO activities_progressnote (id, activity_id, text, by_id, at) VALUES
('1', '1', 'Underlaget är klart och går ut till deltagarna.', '6', '2026-10-29 14:56:53.548745+01'),
('18', '13', 'Första mötet är hållet och arbetet är fördelat.', '4', '2026-09-29 15:56:53.548745+02'),
('9', '8', 'Underlaget är klart och går ut till deltagarna.', '6', '2026-10-29 14:56:53.548745+01');

INSERT INTO activities_steeringsignal (id, plan_id, kind, title, url, comment, review_on, responsible_id, version) VALUES
('1', '1', 'LAW', 'Lag (2016:1145) om offentlig upphandling', '', 'Tillgänglighet och skäliga arbetsvillkor som krav; bilaga 2 och kapitel 19 för vård och omsorg.', '2026-10-28', '6', '1'),
('4', '1', 'BUDGET', 'Mål och budget', '', 'Kvalitet oberoende av driftsform, ansvarsfull ekonomi, lokala företag och hållbar upphandling.', '2027-04-28', '6', '1'),
('7', '1', 'INTERNAL', 'Miljöprogram 2022–2025', '', 'Mindre utsläpp från transporter, mindre avfall, inga farliga ämnen.', '2027-10-28', '6', '1');

INSERT INTO activities_steeringsignalevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, kind, title, url, comment, review_on, responsible_id, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'LAW', 'Lag (2016:1145) om offentlig upphandling', '', 'Tillgänglighet och skäliga arbetsvillkor som krav; bilaga 2 och kapitel 19 för vård och omsorg.', NULL, NULL, '1'),
('10', '2026-11-28 14:57:05.842121+01', 'update', '3', NULL, NULL, '3', '1', 'LAW', 'Socialtjänstlag (2025:400)', '', 'Gäller från 2025-07-01 i stället för den äldre lagen.', '2027-02-28', '6', '1'),
('11', '2026-11-28 14:57:05.842121+01', 'update', '4', NULL, NULL, '4', '1', 'BUDGET', 'Mål och budget', '', 'Kvalitet oberoende av driftsform, ansvarsfull ekonomi, lokala företag och hållbar upphandling.', '2027-04-28', '6', '1'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', 'LAW', 'Lag (2008:962) om valfrihetssystem', '', 'Annonseras löpande; utan sista dag för ansökan.', NULL, NULL, '1');

INSERT INTO activities_strategyevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, number, title, summary) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '2.1', 'Effektiva upphandlingsprocesser', 'Rätt form, index i stället för förhandling, färre parallella områden, samordning och dialog med marknaden.'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', '2.2', 'Hög leverantörstrohet', 'Ramavtalen först. Placering utanför avtal dokumenteras, och leverantören kontrolleras före placering.');

INSERT INTO activities_teammember (id, plan_id, role, unit, person_id) VALUES
('1', '1', 'Kategoriledare', 'KSF', '6'),
('5', '1', 'Representant individ- och familjeomsorg', 'SOF', '2'),
('8', '1', 'Uppföljningsteamet', 'SOF', '4');

INSERT INTO activities_teammemberevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, role, unit, person_id) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'Kategoriledare', 'KSF', NULL),
('10', '2026-11-28 14:57:05.842121+01', 'update', '2', NULL, NULL, '2', '1', 'Upphandlare', 'KSF', '3'),
('11', '2026-11-28 14:57:05.842121+01', 'update', '3', NULL, NULL, '3', '1', 'Hållbarhetsstrateg', 'KSF', '10'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', 'Upphandlare', 'KSF', NULL);

INSERT INTO auth_group (id, name) VALUES
('1', 'läsare'),
('10', 'hållbarhetsstrateg'),
('11', 'verksamhetschef'),
('12', 'säkerhetsansvarig'),
('2', 'handläggare'),
('3', 'upphandlare'),
('4', 'uppföljare'),
('5', 'controller'),
('6', 'kategoriledare'),
('7', 'förvaltare'),
('8', 'avtalscontroller'),
('9', 'upphandlingschef');

INSERT INTO django_content_type (id, app_label, model) VALUES
('158', 'followup', 'measure'),
('168', 'followup', 'followupclass'),
('28', 'contracts', 'supplier'),
('1', 'admin', 'logentry'),
('106', 'procurement', 'projectarealinkevent'),
('26', 'contracts', 'frameworkarealink'),
('24', 'contracts', 'framework'),
('49', 'contracts', 'supplierunit'),
('180', 'followup', 'ledgerrow'),
('99', 'procurement', 'milestonetemplate'),
('87', 'contracts', 'extensionoption'),
('83', 'contracts', 'suppliercheck');

INSERT INTO auth_permission (id, name, content_type_id, codename) VALUES
('638', 'Can view mått', '158', 'view_measure'),
('680', 'Kan besluta om uppföljningsklass', '168', 'decide_followupclass'),
('110', 'Kan slå samman leverantörer', '28', 'merge_supplier'),
('1', 'Can add log entry', '1', 'add_logentry'),
('427', 'Can view project area link event', '106', 'view_projectarealinkevent'),
('99', 'Can change upphandlingsomgångens avtalsområde', '26', 'change_frameworkarealink');

INSERT INTO auth_group_permissions (id, group_id, permission_id) VALUES
('1', '1', '638'),
('329', '8', '680'),
('99', '3', '110');

INSERT INTO common_accessgrant (id, content_type_id, object_id, user_id, group_id, until) VALUES
('1', '24', '39', '6', NULL, NULL),
('5', '28', '359', '6', NULL, NULL),
('8', '49', '406', '9', NULL, NULL);

INSERT INTO common_accessgrantevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, content_type_id, object_id, user_id, group_id, until) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '24', '39', '6', NULL, NULL),
('2', '2026-11-28 14:56:53.549224+01', 'insert', '2', NULL, NULL, '2', '24', '39', '9', NULL, NULL);

INSERT INTO common_membership (id, user_id, buyer_id, role_id) VALUES
('1', '1', '1', '1'),
('4', '4', '1', '4'),
('9', '9', '1', '9');

INSERT INTO common_membershipevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, user_id, buyer_id, role_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', '1', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '10', '1', '10');

INSERT INTO common_organizationevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, org_number, name, kind, is_demo) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '2120000068', 'Huddinge kommun', 'MUNICIPALITY', 'false'),
('2', '2026-11-28 14:56:53.549224+01', 'update', '1', NULL, NULL, '1', '2120000068', 'Huddinge kommun', 'MUNICIPALITY', 'true'),
('3', '2026-11-28 14:56:53.549224+01', 'insert', '2', NULL, NULL, '2', '4499990010', 'Provköpings kommun', 'MUNICIPALITY', 'false');

INSERT INTO common_secretreading (id, user_id, content_type_id, object_id, at, address) VALUES
('1', '1', '1', '1', '2026-11-01 09:00:00+01', 'xxx');

INSERT INTO common_user_groups (id, user_id, group_id) VALUES
('1', '1', '1');

INSERT INTO common_userevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined, password_set_at) VALUES
('1', '2026-11-28 14:56:53.794667+01', 'insert', '6', NULL, NULL, '6', 'false', 'kategoriledare', 'Demo', 'Kategoriledare', 'kategoriledare@demo.example', 'true', 'true', '2026-11-28 14:56:53.794667+01', NULL);

INSERT INTO common_roleproposal (id, user_id, buyer_id, role_id, state, proposed_by_id, proposed_at, decided_by_id, decided_at) VALUES
('1', '9', '1', '9', 'CONFIRMED', '6', '2026-11-28 14:56:53.549224+01', '8', '2026-11-28 15:56:53.549224+01');

INSERT INTO common_roleproposalevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, user_id, buyer_id, role_id, state, proposed_by_id, proposed_at, decided_by_id, decided_at) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '9', '1', '9', 'WAITING', '6', '2026-11-28 14:56:53.549224+01', NULL, NULL);

INSERT INTO contracts_framework (id, is_secret, registry_number, registry_url, eavrop_number, notice_months, renewal_months, owner_id, deputy_id, buyer_id, number, title, form, lead_id, valid_from, initial_until, ceiling_sek, call_off_method, version) VALUES
('21', 'false', 'KS-2018/921', '', '2018-221', NULL, NULL, '3', '8', '1', 'HKR-2019-020', 'Drift av gruppbostad LSS 2019', 'OUTSOURCING', NULL, '2019-05-01', '2024-04-30', NULL, 'RANKED', '1'),
('6', 'false', 'KS-2023/906', '', '2023-206', NULL, NULL, '3', '8', '1', 'HKR-2024-001', 'HVB-hem, akut och utredning 2024', 'FRAMEWORK', NULL, '2024-01-01', '2025-12-31', '40000000.00', 'RANKED', '1'),
('2', 'false', 'KS-2022/902', '', '2022-202', NULL, NULL, '3', '8', '1', 'HKR-2023-004', 'HVB-hem, Behandling, för barn och unga upp till 20 år 2023', 'FRAMEWORK', NULL, '2023-02-01', '2025-01-31', '180000000.00', 'RANKED', '1'),
('12', 'false', 'KS-2022/912', '', '2022-212', NULL, NULL, '3', '8', '1', 'HKR-2023-008', 'Öppenvård-Familjebehandling, kontaktperson och utredningar 2023', 'FRAMEWORK', '1', '2023-09-01', '2025-08-31', NULL, 'RANKED', '1'),
('8', 'false', 'KS-2023/908', '', '2023-208', NULL, NULL, '3', '8', '1', 'HKR-2024-005', 'Skyddat boende 2024', 'FRAMEWORK', '2', '2024-04-01', '2026-03-31', NULL, 'RANKED', '1'),
('10', 'false', 'KS-2023/910', '', '2023-210', NULL, NULL, '3', '8', '1', 'HKR-2024-009', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar 2024', 'FRAMEWORK', NULL, '2024-03-01', '2028-02-29', '60000000.00', 'RANKED', '1'),
('1', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', 'HKR-2019-004', 'HVB-hem, Behandling, för barn och unga upp till 20 år 2019', 'FRAMEWORK', NULL, '2019-02-01', '2021-01-31', NULL, 'RANKED', '1'),
('22', 'false', 'KS-2018/922', '', '2018-222', NULL, NULL, '3', '8', '1', 'HKR-2019-024', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri) 2019', 'FRAMEWORK', '2', '2019-01-01', '2020-12-31', NULL, 'RANKED', '1'),
('4', 'false', 'KS-2021/904', '', '2021-204', NULL, NULL, '3', '8', '1', 'HKR-2022-003', 'Jourhem samt plats i behandlingsfamilj för barn/unga 2022', 'FRAMEWORK', NULL, '2022-06-01', '2025-05-31', NULL, 'RANKED', '1'),
('39', 'true', 'KS-2022/939', '', '2022-239', NULL, NULL, '3', '8', '1', 'HKR-2023-028', 'Vård och behandling av avhoppare', 'FRAMEWORK', NULL, '2023-02-01', '2027-01-31', NULL, '', '1'),
('23', 'false', 'KS-2022/923', '', '2022-223', NULL, NULL, '3', '8', '1', 'HKR-2023-016', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri) 2023', 'FRAMEWORK', '2', '2023-01-01', '2026-12-31', NULL, 'RANKED', '1'),
('20', 'false', 'KS-2022/920', '', '2022-220', NULL, NULL, '3', '8', '1', 'HKR-2023-012', 'Stödboende för vuxna med substansberoende alt. psykiska funktionsnedsättningar 2023', 'FRAMEWORK', NULL, '2023-11-01', '2025-10-31', NULL, 'RANKED', '1'),
('27', 'false', 'KS-2017/927', '', '2017-227', NULL, NULL, '3', '8', '1', 'HKR-2018-011', 'Enstaka platser i bostad med särskild service, LSS 2018', 'FRAMEWORK', '1', '2018-03-01', '2022-02-28', NULL, 'NEEDS', '1'),
('9', 'false', 'KS-2019/909', '', '2019-209', NULL, NULL, '3', '8', '1', 'HKR-2020-005', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar 2020', 'FRAMEWORK', NULL, '2020-03-01', '2022-02-28', NULL, 'RANKED', '1'),
('7', 'false', 'KS-2018/907', '', '2018-207', NULL, NULL, '3', '8', '1', 'HKR-2019-008', 'Skyddat boende 2019', 'FRAMEWORK', '2', '2019-04-01', '2022-03-31', NULL, 'RANKED', '1'),
('24', 'false', 'KS-2019/924', '', '2019-224', NULL, NULL, '3', '8', '1', 'HKR-2020-017', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik) 2020', 'FRAMEWORK', '2', '2020-06-01', '2022-05-31', NULL, 'RANKED', '1'),
('13', 'false', 'KS-2019/913', '', '2019-213', NULL, NULL, '3', '8', '1', 'HKR-2020-009', 'Öppenvård - Dagbehandling med grundskola och Dagverksamhet för unga 2020', 'FRAMEWORK', '1', '2020-08-01', '2024-07-31', NULL, 'RANKED', '1'),
('18', 'false', 'KS-2023/918', '', '2023-218', NULL, NULL, '3', '8', '1', 'HKR-2024-013', 'Dygnetruntinsatser för vuxna med substansberoende 2024', 'FRAMEWORK', NULL, '2024-02-01', '2027-01-31', '45000000.00', 'RANKED', '1'),
('16', 'false', 'KS-2021/916', '', '2021-216', NULL, NULL, '3', '8', '1', 'HKR-2022-007', 'Dygnetruntinsatser för vuxna med psykiska och neuropsykiatriska funktionsnedsättningar 2022', 'FRAMEWORK', '2', '2022-10-01', '2024-09-30', NULL, 'RANKED', '1'),
('14', 'false', 'KS-2020/914', '', '2020-214', NULL, NULL, '3', '8', '1', 'HKR-2021-002', 'Natthärbärge 2021', 'FRAMEWORK', '1', '2021-01-01', '2023-12-31', NULL, 'RANKED', '1'),
('32', 'false', 'KS-2014/932', '', '2014-232', NULL, NULL, '3', '8', '1', 'HKR-2015-004', 'Valfrihetssystem: Familjerådgivning', 'CHOICE_SYSTEM', NULL, '2015-01-01', NULL, NULL, 'CHOICE', '1'),
('31', 'false', 'KS-2011/931', '', '2011-231', NULL, NULL, '3', '8', '1', 'HKR-2012-001', 'Valfrihetssystem: Daglig verksamhet', 'CHOICE_SYSTEM', NULL, '2012-01-01', NULL, NULL, 'CHOICE', '1'),
('28', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', 'HKR-2023-020', 'Enstaka platser i bostad med särskild service, LSS 2023', 'FRAMEWORK', '1', '2023-03-01', '2025-02-28', '420000000.00', 'NEEDS', '1'),
('3', 'false', 'KS-2017/903', '', '2017-203', NULL, NULL, '3', '8', '1', 'HKR-2018-003', 'Jourhem samt plats i behandlingsfamilj för barn/unga 2018', 'FRAMEWORK', NULL, '2018-06-01', '2022-05-31', NULL, 'RANKED', '1');

INSERT INTO contracts_supplier (id, is_secret, name, org_number, is_sole_trader, has_f_tax, parent_id, merged_into_id, origin, version) VALUES
('169', 'false', 'Tänktaomsorg Öst AB', '4499002030', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('23', 'false', 'Demoungdomshem Hasseln AB', '4499000273', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('4', 'false', 'Mönsterungdomshem Öst stiftelse', '4499000042', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('80', 'false', 'Demofamiljestöd Hasseln enskild firma', '7200001027', 'true', NULL, NULL, NULL, 'REGISTER', '1'),
('66', 'false', 'Mönsterboende Björken AB', '4499000851', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('189', 'false', 'Påhittsomsorg Asken AB', '4499002238', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('17', 'false', 'Provhem Dalen AB', '4499000208', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('172', 'false', 'Provbostaden Viken AB', '4499002063', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('359', 'true', 'Provskydd Alen AB', '4499004887', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('157', 'false', 'Tänktaomsorg Räven AB', '4499001917', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('231', 'false', 'Påhittsomsorg Vinden AB', '4499002691', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('154', 'false', 'Tänktaomsorg Parken AB', '4499001883', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('132', 'false', 'Tänktabehandling Hasseln AB', '4499001644', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('240', 'false', 'Påhittshemtjänst Torget AB', '4499002816', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('222', 'false', 'Provomsorg Bäcken AB', '4499002584', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('37', 'false', 'Exempelhem Solen ek. för.', '4499000463', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('122', 'false', 'Påhittsbehandling Tranan ek. för.', '4499001545', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('127', 'false', 'Demoboende Klövern AB', '4499001594', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('94', 'false', 'Demofamiljestöd Klövern AB', '4499001172', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('117', 'false', 'Mönsterboende Hasseln AB', '4499001479', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('150', 'false', 'Tänktagården Lärkan AB', '4499001842', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('136', 'false', 'Provbehandling Udden ek. för.', '4499001685', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('49', 'false', 'Tänktafamiljehem Torget AB', '4499000604', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('148', 'false', 'Påhittsgården Syd stiftelse', '4499001826', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('107', 'false', 'Provbehandling Haren AB', '4499001354', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('146', 'false', 'Demobehandling Grävlingen AB', '4499001800', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('1', 'false', 'Demohem Eken AB', '4499000018', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('296', 'false', 'Mönsterhem Haren AB', '4499003608', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('99', 'false', 'Mönsterfamiljestöd Parken AB', '4499001230', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('138', 'false', 'Demoboende Viken AB', '4499001701', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('247', 'false', 'Påhittshemtjänst Tallen ek. för.', '4499002907', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('16', 'false', 'Demohem Bäcken ek. för.', '4499000182', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('58', 'false', 'Exempelhem Hasseln AB', '4499000711', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('300', 'false', 'Mönsterfamiljehem Tallen stiftelse', '4499003665', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('2', 'false', 'Provungdomshem Videt AB', '4499000026', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('181', 'false', 'Påhittsboende Haren AB', '4499002154', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('63', 'false', 'Demohem Väst ek. för.', '4499000760', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('224', 'false', 'Provstöd Linden stiftelse', '4499002600', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('110', 'false', 'Tänktabehandling Kvarnen AB', '4499001388', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('173', 'false', 'Provboende Björken AB', '4499002071', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('188', 'false', 'Exempelomsorg Berget ek. för.', '4499002220', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('90', 'false', 'Tänktafamiljestöd Videt AB', '4499001131', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('7', 'false', 'Mönsterfamiljehem Ljungen AB', '4499000075', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('152', 'false', 'Påhittsomsorg Eken AB', '4499001867', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('45', 'false', 'Exempelhem Lönnen AB', '4499000562', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('394', 'false', 'Påhittsboende Viken AB', '4499004010', 'false', NULL, NULL, NULL, 'LEDGER', '1'),
('101', 'false', 'Tänktafamiljestöd Bäcken ek. för.', '4499001263', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('130', 'false', 'Exempelboende Tranan AB', '4499001628', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('100', 'false', 'Påhittsfamiljestöd Räven AB', '4499001255', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('158', 'false', 'Demobostaden Svalan ek. för.', '4499001925', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('159', 'false', 'Exempelomsorg Solen AB', '4499001933', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('274', 'false', 'Mönsterbehandling Björken ek. för.', '4499003285', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('72', 'false', 'Provstöd Viken ek. för.', '4499000935', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('179', 'false', 'Påhittsboende Syd AB', '4499002139', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('6', 'false', 'Påhittsungdomshem Rönnen HB', '4499000067', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('335', 'false', 'Provomsorg Videt ek. för.', '4499004176', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('295', 'false', 'Exempelbehandling Dalen ek. för.', '4499003590', 'false', NULL, NULL, NULL, 'REGISTER', '1');

INSERT INTO contracts_contract (id, is_secret, registry_number, registry_url, eavrop_number, notice_months, renewal_months, owner_id, deputy_id, buyer_id, framework_id, supplier_id, number, title, form, price_model, status, valid_from, initial_until, terminated_on, current_until, ceiling_sek, call_offs_survive, rank, is_critical, version) VALUES
('366', 'false', 'KS-2018/921', '', '2018-221', NULL, NULL, '3', '8', '1', '21', '169', 'HK-2019-0268', 'Drift av gruppbostad LSS', 'OUTSOURCING', 'TENDERED', 'SIGNED', '2019-05-01', '2024-04-30', NULL, '2027-04-30', NULL, 'false', '1', 'true', '1'),
('148', 'false', 'KS-2023/906', '', '2023-206', NULL, NULL, '3', '8', '1', '6', '23', 'HK-2024-0021', 'HVB-hem, akut och utredning', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-01-01', '2025-12-31', NULL, '2026-12-31', '3000000.00', 'false', '6', 'true', '1'),
('24', 'false', 'KS-2022/902', '', '2022-202', NULL, NULL, '3', '8', '1', '2', '4', 'HK-2023-0004', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-02-01', '2025-01-31', NULL, '2027-01-31', NULL, 'false', '1', 'false', '1'),
('247', 'false', 'KS-2022/912', '', '2022-212', NULL, NULL, '3', '8', '1', '12', '80', 'HK-2023-0148', 'Öppenvård-Familjebehandling, kontaktperson och utredningar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-09-01', '2025-08-31', NULL, '2027-08-31', NULL, 'false', '11', 'false', '1'),
('166', 'false', 'KS-2023/908', '', '2023-208', NULL, NULL, '3', '8', '1', '8', '66', 'HK-2024-0057', 'Skyddat boende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-04-01', '2026-03-31', NULL, '2027-03-31', NULL, 'false', '2', 'true', '1'),
('1', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', '1', '4', 'HK-2019-0004', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-02-01', '2021-01-31', NULL, '2021-01-31', NULL, 'true', '1', 'false', '1'),
('381', 'false', 'KS-2018/922', '', '2018-222', NULL, NULL, '3', '8', '1', '22', '189', 'HK-2019-0328', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-01-01', '2020-12-31', NULL, '2022-12-31', NULL, 'true', '15', 'false', '1'),
('99', 'false', 'KS-2021/904', '', '2021-204', NULL, NULL, '3', '8', '1', '4', '17', 'HK-2022-0051', 'Jourhem samt plats i behandlingsfamilj för barn/unga', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2022-06-01', '2025-05-31', NULL, '2027-05-31', NULL, 'false', '13', 'false', '1'),
('373', 'false', 'KS-2018/922', '', '2018-222', NULL, NULL, '3', '8', '1', '22', '172', 'HK-2019-0296', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-01-01', '2020-12-31', NULL, '2022-12-31', NULL, 'true', '7', 'false', '1'),
('625', 'true', 'KS-2022/939', '', '2022-239', NULL, NULL, '3', '8', '1', '39', '359', 'HK-2023-0644', 'Vård och behandling av avhoppare', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-02-01', '2027-01-31', NULL, '2027-01-31', NULL, 'false', NULL, 'false', '1'),
('395', 'false', 'KS-2022/923', '', '2022-223', NULL, NULL, '3', '8', '1', '23', '157', 'HK-2023-0268', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-01-01', '2026-12-31', NULL, '2026-12-31', NULL, 'false', '3', 'false', '1'),
('114', 'false', 'KS-2021/904', '', '2021-204', NULL, NULL, '3', '8', '1', '4', '37', 'HK-2022-0111', 'Jourhem samt plats i behandlingsfamilj för barn/unga', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2022-06-01', '2025-05-31', NULL, '2027-05-31', '3000000.00', 'false', '28', 'false', '1'),
('170', 'false', 'KS-2023/908', '', '2023-208', NULL, NULL, '3', '8', '1', '8', '122', 'HK-2024-0073', 'Skyddat boende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-04-01', '2026-03-31', NULL, '2027-03-31', NULL, 'false', '6', 'true', '1'),
('327', 'false', 'KS-2023/918', '', '2023-218', NULL, NULL, '3', '8', '1', '18', '127', 'HK-2024-0185', 'Dygnetruntinsatser för vuxna med substansberoende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-02-01', '2027-01-31', NULL, '2027-01-31', NULL, 'false', '6', 'false', '1'),
('253', 'false', 'KS-2022/912', '', '2022-212', NULL, NULL, '3', '8', '1', '12', '94', 'HK-2023-0172', 'Öppenvård-Familjebehandling, kontaktperson och utredningar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-09-01', '2025-08-31', NULL, '2027-08-31', NULL, 'false', '17', 'false', '1'),
('322', 'false', 'KS-2023/918', '', '2023-218', NULL, NULL, '3', '8', '1', '18', '117', 'HK-2024-0165', 'Dygnetruntinsatser för vuxna med substansberoende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-02-01', '2027-01-31', NULL, '2027-01-31', NULL, 'false', '1', 'false', '1'),
('341', 'false', 'KS-2023/918', '', '2023-218', NULL, NULL, '3', '8', '1', '18', '150', 'HK-2024-0241', 'Dygnetruntinsatser för vuxna med substansberoende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-02-01', '2027-01-31', NULL, '2027-01-31', NULL, 'false', '20', 'false', '1'),
('332', 'false', 'KS-2023/918', '', '2023-218', NULL, NULL, '3', '8', '1', '18', '136', 'HK-2024-0205', 'Dygnetruntinsatser för vuxna med substansberoende', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-02-01', '2027-01-31', NULL, '2027-01-31', NULL, 'false', '11', 'false', '1'),
('152', 'false', 'KS-2023/906', '', '2023-206', NULL, NULL, '3', '8', '1', '6', '49', 'HK-2024-0037', 'HVB-hem, akut och utredning', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-01-01', '2025-12-31', NULL, '2026-12-31', NULL, 'false', '10', 'true', '1'),
('301', 'false', 'KS-2021/916', '', '2021-216', NULL, NULL, '3', '8', '1', '16', '148', 'HK-2022-0223', 'Dygnetruntinsatser för vuxna med psykiska och neuropsykiatriska funktionsnedsättningar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2022-10-01', '2024-09-30', NULL, '2027-09-30', NULL, 'true', '10', 'false', '1'),
('281', 'false', 'KS-2020/914', '', '2020-214', NULL, NULL, '3', '8', '1', '14', '117', 'HK-2021-0006', 'Natthärbärge', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2021-01-01', '2023-12-31', NULL, '2026-12-31', NULL, 'false', '1', 'false', '1'),
('206', 'false', 'KS-2023/910', '', '2023-210', NULL, NULL, '3', '8', '1', '10', '107', 'HK-2024-0141', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-03-01', '2028-02-29', NULL, '2028-02-29', NULL, 'false', '14', 'false', '1'),
('363', 'false', 'KS-2022/920', '', '2022-220', NULL, NULL, '3', '8', '1', '20', '146', 'HK-2023-0248', 'Stödboende för vuxna med substansberoende alt. psykiska funktionsnedsättningar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-11-01', '2025-10-31', NULL, '2027-10-31', NULL, 'false', '11', 'false', '1'),
('582', 'false', 'KS-2011/931', '', '2011-231', NULL, NULL, '3', '8', '1', '31', '224', 'HK-2012-0009', 'Daglig verksamhet', 'CHOICE_SYSTEM', 'FIXED', 'SIGNED', '2012-03-01', NULL, NULL, NULL, NULL, 'false', NULL, 'false', '1'),
('591', 'false', 'KS-2014/932', '', '2014-232', NULL, NULL, '3', '8', '1', '32', '110', 'HK-2018-0375', 'Familjerådgivning', 'CHOICE_SYSTEM', 'FIXED', 'SIGNED', '2018-11-01', NULL, NULL, NULL, NULL, 'false', NULL, 'false', '1'),
('513', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '173', 'HK-2023-0440', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', NULL, 'false', NULL, 'false', '1'),
('524', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '188', 'HK-2023-0484', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', '10000000.00', 'false', NULL, 'false', '1'),
('201', 'false', 'KS-2023/910', '', '2023-210', NULL, NULL, '3', '8', '1', '10', '90', 'HK-2024-0121', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-03-01', '2028-02-29', NULL, '2028-02-29', '10000000.00', 'false', '9', 'false', '1'),
('54', 'false', 'KS-2017/903', '', '2017-203', NULL, NULL, '3', '8', '1', '3', '7', 'HK-2018-0015', 'Jourhem samt plats i behandlingsfamilj för barn/unga', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2018-06-01', '2022-05-31', NULL, '2022-05-31', NULL, 'false', '4', 'false', '1'),
('42', 'false', 'KS-2022/902', '', '2022-202', NULL, NULL, '3', '8', '1', '2', '45', 'HK-2023-0076', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-02-01', '2025-01-31', NULL, '2027-01-31', NULL, 'false', '19', 'false', '1'),
('357', 'false', 'KS-2022/920', '', '2022-220', NULL, NULL, '3', '8', '1', '20', '130', 'HK-2023-0224', 'Stödboende för vuxna med substansberoende alt. psykiska funktionsnedsättningar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-11-01', '2025-10-31', NULL, '2027-10-31', NULL, 'false', '5', 'false', '1'),
('403', 'false', 'KS-2022/923', '', '2022-223', NULL, NULL, '3', '8', '1', '23', '173', 'HK-2023-0300', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2023-01-01', '2026-12-31', NULL, '2026-12-31', '6000000.00', 'false', '11', 'false', '1'),
('205', 'false', 'KS-2023/910', '', '2023-210', NULL, NULL, '3', '8', '1', '10', '100', 'HK-2024-0137', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2024-03-01', '2028-02-29', NULL, '2028-02-29', NULL, 'false', '13', 'false', '1'),
('455', 'false', 'KS-2017/927', '', '2017-227', NULL, NULL, '3', '8', '1', '27', '158', 'HK-2018-0195', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2018-03-01', '2022-02-28', NULL, '2023-02-28', NULL, 'false', NULL, 'false', '1'),
('496', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '152', 'HK-2023-0372', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', NULL, 'false', NULL, 'false', '1'),
('517', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '179', 'HK-2023-0456', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', NULL, 'false', NULL, 'false', '1'),
('2', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', '1', '6', 'HK-2019-0008', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-02-01', '2021-01-31', NULL, '2023-01-31', NULL, 'true', '2', 'false', '1');

INSERT INTO contracts_contractarea (id, category_id, code, name, form, price_model, cpv, annex_2, permit_required_from, ivo_register, contracts_in_plan, joint_lead, note) VALUES
('1', '2', 'IFO-HVB-BEH', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', '85311300-5', 'true', '2014-01-01', 'true', '50', '', ''),
('14', '3', 'FO-SOCPSYK', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)', 'FRAMEWORK', 'TENDERED', '85311200-4', 'true', '2014-01-01', 'false', '55', 'Upphandling Södertörn', ''),
('2', '2', 'IFO-JOUR', 'Jourhem samt plats i behandlingsfamilj för barn/unga', 'FRAMEWORK', 'TENDERED', '85311300-5', 'true', NULL, 'false', '80', '', ''),
('21', '4', 'AO-LOV-SABO', 'Särskilt boende för äldre, permanent plats, somatik och demensinriktning', 'CHOICE_SYSTEM', 'FIXED', '85311100-3', 'true', '2014-01-01', 'false', '7', '', '45 externa boenden, 5 i egen regi'),
('9', '2', 'IFO-NATT', 'Natthärbärge', 'FRAMEWORK', 'TENDERED', '85311000-2', 'true', NULL, 'false', '3', 'Huddinge kommun', 'direktupphandling kan bli aktuell'),
('20', '2', 'IFO-LOV-FAM', 'Familjerådgivning', 'CHOICE_SYSTEM', 'FIXED', '85312300-2', 'true', NULL, 'false', '10', '', ''),
('18', '4', 'AO-65', 'Enstaka platser för personer över 65 år - korttidsboende för personer med behov av somatisk vård och omsorg eller med demenssjukdom samt profilboende, permanenta- och korttidsplatser.', 'FRAMEWORK', 'FIXED', '85311100-3', 'true', '2014-01-01', 'false', '22', '', ''),
('19', '3', 'FO-LOV-DV', 'Daglig verksamhet', 'CHOICE_SYSTEM', 'FIXED', '85312120-6', 'true', NULL, 'false', '14', '', '35 externa verksamheter, 17 i egen regi'),
('17', '3', 'FO-LSS', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', '85311200-4', 'true', '2014-01-01', 'false', '99', 'Huddinge kommun', ''),
('6', '2', 'IFO-OV-STOD', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar', 'FRAMEWORK', 'TENDERED', '85311000-2', 'true', NULL, 'true', '37', '', ''),
('15', '3', 'FO-DEMSOM', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik)', 'FRAMEWORK', 'TENDERED', '85311200-4', 'true', '2014-01-01', 'false', '28', 'Upphandling Södertörn', ''),
('5', '2', 'IFO-AVHOPP', 'Vård och behandling av avhoppare', 'FRAMEWORK', 'TENDERED', '85311000-2', 'true', NULL, 'false', NULL, '', 'tillkommande, upphandling pågår enligt planen'),
('7', '2', 'IFO-OV-FAM', 'Öppenvård-Familjebehandling, kontaktperson och utredningar', 'FRAMEWORK', 'TENDERED', '85312300-2', 'true', NULL, 'false', '50', 'Huddinge kommun', '');

INSERT INTO contracts_priceclause (id, contract_id, framework_id, area_id, kind, method, fixed_percent, threshold_percent, carries_over, lowest_percent, highest_percent, rounding, factor_decimals, adjusts_month, adjusts_day, fixed_months, opens_months, needs_request, ask_days, tell_days, settles_on_final, successor, version) VALUES
('1', NULL, '21', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('10', NULL, '6', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'true', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('6', NULL, '2', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', NULL, NULL, 'ORE', NULL, '1', '1', '12', '4', 'true', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('7', NULL, '12', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('11', NULL, '8', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', NULL, NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('12', NULL, '10', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', NULL, NULL, 'ORE', NULL, '1', '1', '12', '4', 'true', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('13', NULL, '18', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', NULL, NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'true', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('20', NULL, NULL, '19', 'COUNCIL', 'CHAINED', '0.000', NULL, 'true', NULL, NULL, 'ORE', NULL, '1', '1', '12', '4', 'true', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('9', NULL, '23', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1');

INSERT INTO contracts_supplierunit (id, is_secret, supplier_id, name, county, municipality, address, target_group, age_from, age_to, places, version) VALUES
('5', 'false', '4', 'Provlunden 1', 'Stockholms län', 'Botkyrka', '', 'äldre', '18', '22', '13', '1'),
('362', 'false', '231', 'Provgården 3', 'Stockholms län', 'Huddinge', '', 'unga vuxna', '21', '61', '23', '1'),
('237', 'false', '154', 'Provparken 2', 'Västmanlands län', 'Västerås', '', 'unga vuxna', '12', '16', '30', '1'),
('194', 'false', '132', 'Provängen 1', 'Västmanlands län', 'Västerås', '', '', '65', NULL, '36', '1'),
('371', 'false', '240', 'Provviken 1', 'Stockholms län', 'Haninge', '', 'vuxna', NULL, NULL, '25', '1'),
('344', 'false', '222', 'Provkullen 1', 'Södermanlands län', 'Strängnäs', '', 'unga vuxna', '12', '21', '37', '1'),
('1', 'false', '1', 'Provlunden 1', 'Uppsala län', 'Enköping', '', 'äldre', '18', '27', '34', '1'),
('282', 'false', '181', 'Provängen 2', 'Södermanlands län', 'Strängnäs', '', 'vuxna', '65', NULL, '4', '1'),
('99', 'false', '63', 'Provbacken 1', 'Stockholms län', 'Haninge', '', 'vuxna', '16', '25', '31', '1'),
('346', 'false', '224', 'Provparken 1', 'Södermanlands län', 'Strängnäs', '', 'unga vuxna', '16', '56', '34', '1'),
('162', 'false', '110', 'Provhuset 1', 'Stockholms län', 'Södertälje', '', '', '16', '25', '20', '1'),
('267', 'false', '173', 'Provviken 1', 'Stockholms län', 'Haninge', '', '', NULL, NULL, '24', '1');

INSERT INTO contracts_document (id, is_secret, framework_id, contract_id, supplier_id, unit_id, kind, title, version, file, original_name, media_type, size, sha256, text, registry_number, registry_url, uploaded_by_id, uploaded_at) VALUES
('1', 'false', NULL, '1', NULL, NULL, 'CONTRACT', 'xxx', '1', 'xxx', 'xxx', 'xxx', '1', 'xxx', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01');

INSERT INTO contracts_pricerequest (id, contract_id, received_on, effective_on, wanted_percent, note, document_id, asked_for_on, ask_by, registered_by_id, registered_at, declined_at, declined_by_id, declined_reason) VALUES
('106', '148', '2025-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2025-10-15 10:00:00+02', NULL, NULL, ''),
('3', '24', '2024-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2024-10-15 10:00:00+02', NULL, NULL, ''),
('1', '281', '2024-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2024-10-15 10:00:00+02', NULL, NULL, ''),
('193', '206', '2026-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('99', '363', '2025-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2025-10-15 10:00:00+02', NULL, NULL, '');

INSERT INTO contracts_priceadjustment (id, contract_id, clause_id, effective_on, opens_on, ask_by, tell_by, request_id, status, waits_for, waits_words, basket, change, factor, is_below_threshold, is_after_end, yearly_effect_sek, reason, is_changed_by_hand, changed_by_id, proposed_at, submitted_by_id, submitted_at, approved_by_id, approved_at, rejected_by_id, rejected_at, version) VALUES
('1', '366', '1', '2025-01-01', '2024-09-01', '2024-11-02', '2024-12-02', NULL, 'APPROVED', '', '', '1.2054185024902107', '0.2054185024902107', '1.2054185024902107', 'false', 'false', '214591.98', '', 'false', NULL, '2024-10-15 10:00:00+02', '5', '2024-10-15 10:00:00+02', '6', '2024-10-29 09:00:00+01', NULL, NULL, '3'),
('313', '148', '10', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', '106', 'APPROVED', '', '', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '7673.75', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('58', '24', '6', '2025-01-01', '2024-09-01', '2024-11-02', '2024-12-02', '3', 'APPROVED', '', '', '1.0909692288180405', '0.0909692288180405', '1.0909692288180405', 'false', 'false', '0.00', '', 'false', NULL, '2024-10-15 10:00:00+02', '5', '2024-10-15 10:00:00+02', '6', '2024-10-29 09:00:00+01', NULL, NULL, '3'),
('253', '247', '7', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '238.64', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('500', '166', '11', '2027-01-01', '2026-09-01', '2026-11-02', '2026-12-02', NULL, 'PROPOSED', '', '', '1.0321710397702046', '0.0321710397702046', '1.0321710397702046', 'false', 'false', '48823.39', '', 'false', NULL, '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, NULL, NULL, '1'),
('354', '327', '13', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0751452113287525', '0.0751452113287525', '1.0751452113287525', 'false', 'false', '5170.93', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('99', '253', '7', '2025-01-01', '2024-09-01', '2024-11-02', '2024-12-02', NULL, 'APPROVED', '', '', '1.0909692288180405', '0.0909692288180405', '1.0909692288180405', 'false', 'false', '73972.29', '', 'false', NULL, '2024-10-15 10:00:00+02', '5', '2024-10-15 10:00:00+02', '6', '2024-10-29 09:00:00+01', NULL, NULL, '3'),
('349', '322', '13', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0751452113287525', '0.0751452113287525', '1.0751452113287525', 'false', 'false', '4837.85', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('368', '341', '13', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0751452113287525', '0.0751452113287525', '1.0751452113287525', 'false', 'false', '1348.81', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('359', '332', '13', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0751452113287525', '0.0751452113287525', '1.0751452113287525', 'false', 'false', '5845.52', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('383', '366', '1', '2027-01-01', '2026-09-01', '2026-11-02', '2026-12-02', NULL, 'SUBMITTED', '', '', '1.0321710397702046', '0.0321710397702046', '1.0321710397702046', 'false', 'false', '33607.82', '', 'false', NULL, '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, '2');

INSERT INTO contracts_adjustmentletter (id, adjustment_id, address, asked_by_id, asked_at, sent_at) VALUES
('1', '1', 'a@b.example', '1', '2026-11-01 09:00:00+01', NULL);

INSERT INTO contracts_priceitem (id, contract_id, unit_id, area_id, name, per, vat_percent, yearly_quantity) VALUES
('1', '366', NULL, NULL, 'Boendedygn', 'DAY', '0', '465.00'),
('274', '148', NULL, NULL, 'Vårddygn', 'DAY', '0', '403.00'),
('101', '24', NULL, NULL, 'Utredningsdygn', 'DAY', '0', '508.00'),
('51', '114', NULL, NULL, 'Extra stöd', 'HOUR', '0', '889.00'),
('296', '170', NULL, NULL, 'Vårddygn', 'DAY', '0', '480.00'),
('331', '322', NULL, NULL, 'Vårddygn', 'DAY', '0', '577.00'),
('362', '341', NULL, NULL, 'Vårddygn', 'DAY', '0', '461.00'),
('347', '332', NULL, NULL, 'Vårddygn', 'DAY', '0', '444.00'),
('280', '152', NULL, NULL, 'Vårddygn', 'DAY', '0', '760.00'),
('99', '301', NULL, NULL, 'Vårddygn', 'DAY', '0', '312.00');

INSERT INTO contracts_registerimport (id, buyer_id, kind, original_name, file, status, uploaded_by_id, uploaded_at, applied_at, undone_at, created, changed, unchanged) VALUES
('1', '1', 'CONTRACTS', 'xxx', 'xxx', 'PREVIEW', '1', '2026-11-01 09:00:00+01', NULL, NULL, '0', '0', '0');

INSERT INTO contracts_price (id, item_id, amount_sek, valid_from, valid_until, origin, brought_by_id, entered_by_id, entered_at, withdrawn_at, withdrawn_by_id, withdrawn_reason) VALUES
('1', '1', '3745.00', '2019-05-01', '2024-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('463', '1', '4514.29', '2025-01-01', '2025-12-31', 'ADJUSTMENT', NULL, '6', '2024-10-29 09:00:00+01', NULL, NULL, ''),
('715', '274', '4345.64', '2025-01-01', '2025-12-31', 'ADJUSTMENT', NULL, '6', '2024-10-29 09:00:00+01', NULL, NULL, ''),
('977', '274', '4488.98', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, ''),
('101', '101', '5255.00', '2023-02-01', '2024-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('561', '101', '5733.04', '2025-01-01', '2025-12-31', 'ADJUSTMENT', NULL, '6', '2024-10-29 09:00:00+01', NULL, NULL, ''),
('509', '51', '679.89', '2025-01-01', '2025-12-31', 'ADJUSTMENT', NULL, '6', '2024-10-29 09:00:00+01', NULL, NULL, ''),
('999', '296', '3730.75', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, ''),
('331', '331', '4385.00', '2024-02-01', '2025-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('1034', '331', '4714.51', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, ''),
('362', '362', '3170.00', '2024-02-01', '2025-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('1066', '362', '3408.21', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, ''),
('347', '347', '4575.00', '2024-02-01', '2025-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('1051', '347', '4918.79', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, ''),
('728', '1', '4663.20', '2026-01-01', NULL, 'ADJUSTMENT', NULL, '6', '2025-10-29 09:00:00+01', NULL, NULL, '');

INSERT INTO contracts_adjustmentline (id, adjustment_id, item_id, old_price_id, base_sek, old_sek, computed_sek, new_sek, bought_sek, effect_sek, is_left_out, reason, new_price_id) VALUES
('1', '1', '1', '1', '3745.00', '3745.00', '4514.29', '4514.29', '1044660.61', '214591.98', 'false', '', '463'),
('547', '313', '274', '715', '4345.64', '4345.64', '4488.98', '4488.98', '232645.10', '7673.75', 'false', '', '977'),
('99', '58', '101', '101', '5255.00', '5255.00', '5733.04', '5733.04', '0.00', '0.00', 'false', '', '561'),
('604', '349', '331', '331', '4385.00', '4385.00', '4714.51', '4714.51', '64380.33', '4837.85', 'false', '', '1034'),
('636', '368', '362', '362', '3170.00', '3170.00', '3408.21', '3408.21', '5815.31', '436.99', 'false', '', '1066'),
('621', '359', '347', '347', '4575.00', '4575.00', '4918.79', '4918.79', '71981.27', '5409.06', 'false', '', '1051'),
('661', '383', '1', '728', '4663.20', '4663.20', '4813.22', '4813.22', '1044660.61', '33607.82', 'false', '', NULL);

INSERT INTO contracts_indexseries (id, code, name, kind, variant, classification, letter, base, frequency, measures, decimals, publishes_after_days, final_after_months, source, "table", selection, preliminary_code, final_code, preliminary_label, final_label, is_invented, ended_with, version) VALUES
('1', 'LCI-ARB-Q', 'LCI arbetare, vård och omsorg', 'LCI', 'arbetare', 'SNI 2007', 'Q', '2008=100', 'QUARTER', 'LEVEL', '1', '80', '12', 'PXWEB_1', 'AM/AM0114/AM0114A/LCIArbKv', '{}', '', '', '', '', 'true', '', '1'),
('3', 'KPI-1980', 'KPI, 1980=100', 'KPI', '', '', '', '1980=100', 'MONTH', 'LEVEL', '2', NULL, NULL, 'PXWEB_1', 'PR/PR0101/PR0101A/KPItotM', '{}', '', '000004VU', '', '', 'true', '2025M12', '1'),
('4', 'KPI-2020', 'KPI, 2020=100', 'KPI', '', '', '', '2020=100', 'MONTH', 'LEVEL', '2', NULL, NULL, 'PXWEB_1', 'PR/PR0101/PR0101A/KPI2020M', '{}', '', '00000808', '', '', 'true', '', '1'),
('5', 'OPI', 'Omsorgsprisindex (OPI), SKR', 'OPI', '', '', '', 'året före=100', 'YEAR', 'CHANGE', '1', NULL, '12', 'FILE', '', '{}', '', '', '', '', 'true', '', '1'),
('2', 'LCI-TJM-Q', 'LCI tjänstemän, vård och omsorg', 'LCI', 'tjänstemän', 'SNI 2007', 'Q', '2008=100', 'QUARTER', 'LEVEL', '1', '80', '12', 'PXWEB_1', 'AM/AM0114/AM0114A/LCItjmKv', '{}', '', '', '', '', 'true', '', '1');

INSERT INTO contracts_indeximport (id, series_id, file, original_name, sha256, status, received_at, received_by_id, settled_at, settled_by_id) VALUES
('1', '1', 'xxx', 'xxx', 'xxx', 'PREVIEW', '2026-11-01 09:00:00+01', NULL, NULL, NULL);

INSERT INTO contracts_indexvalue (id, series_id, period, first_on, status, revision, value, published_on, fetched_at, source, brought_by_id) VALUES
('51', '1', '2024K2', '2024-04-01', 'PRELIMINARY', '1', '158.6000', '2024-09-18', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL),
('59', '1', '2025K2', '2025-04-01', 'PRELIMINARY', '1', '164.4000', '2025-09-18', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL),
('64', '1', '2026K2', '2026-04-01', 'PRELIMINARY', '1', '170.7000', '2026-09-18', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL),
('1', '1', '2018K1', '2018-01-01', 'PRELIMINARY', '1', '133.0000', '2018-06-19', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL),
('208', '3', '2024M08', '2024-08-01', 'FINAL', '1', '414.2800', '2024-09-14', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL),
('99', '2', '2022K2', '2022-04-01', 'PRELIMINARY', '1', '152.5000', '2022-09-18', '2026-11-28 14:56:53.548745+01', 'Påhittat demovärde', NULL);

INSERT INTO contracts_adjustmentvalue (id, adjustment_id, series_id, base_name, weight, status, base_period, base_value, new_period, new_value, index_value_id, chain_factor) VALUES
('1', '1', '1', '2008=100', '0.80000', 'PRELIMINARY', '2018K2', '133.30000000', '2024K2', '158.60000000', '51', NULL),
('505', '253', '1', '2008=100', '0.80000', 'PRELIMINARY', '2024K2', '158.60000000', '2025K2', '164.40000000', '59', NULL),
('999', '500', '1', '2008=100', '0.80000', 'PRELIMINARY', '2025K2', '164.40000000', '2026K2', '170.70000000', '64', NULL);

INSERT INTO contracts_award (id, year, buyer_name, buyer_org_number, procurement, lot, title, procedure, legal_ground, kind, cpv, published_on, supplier_name, supplier_id, company_size, tenders, fingerprint) VALUES
('1', '1', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', NULL, 'xxx', NULL, 'xxx', '1', 'xxx');

INSERT INTO contracts_categoryevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, parent_id, code, name) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', NULL, 'VO', 'Vård och omsorg'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', '1', 'IFO', 'Individ- och familjeomsorg');

INSERT INTO contracts_categoryloyalty (id, category_id, month, on_contract_sek, purchasable_sek) VALUES
('3341', '1', '2021-01-01', '2787210.40', '5192396.67'),
('3481', '3', '2021-01-01', '11345194.76', '13774504.00'),
('3620', '4', '2026-10-01', '21027649.62', '22686684.87');

INSERT INTO contracts_categoryscope (id, membership_id, category_id) VALUES
('1', '1', '1');

INSERT INTO contracts_categoryscopeevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, membership_id, category_id) VALUES
('1', '2026-11-28 15:01:41.832304+01', 'insert', '1', NULL, NULL, '1', '1', '1');

INSERT INTO contracts_checkterm (id, kind, valid_days, lowest_score) VALUES
('1', 'PERMIT', '1', NULL);

INSERT INTO contracts_checktermevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, kind, valid_days, lowest_score) VALUES
('1', '2026-11-28 15:01:41.8433+01', 'insert', '1', NULL, NULL, '1', 'PERMIT', '1', NULL);

INSERT INTO contracts_clausecomponent (id, clause_id, series_id, weight, status, base_period, base_value, base_value_final, years_before) VALUES
('1', '1', '1', '0.80000', 'PRELIMINARY', '2018K2', '133.3000', '133.6000', '1'),
('21', '12', '1', '0.80000', 'PRELIMINARY', '2023K2', '153.0000', '152.8000', '1'),
('9', '6', '1', '0.80000', 'PRELIMINARY', '2022K2', '147.4000', '147.7000', '1');

INSERT INTO contracts_clausecomponentevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, clause_id, series_id, weight, status, base_period, base_value, base_value_final, years_before) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '1', '1', '0.80000', 'PRELIMINARY', '2018K2', '133.3000', '133.6000', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '6', '3', '0.20000', 'FINAL', '2022M06', '358.2900', NULL, '1');

INSERT INTO contracts_contract_areas (id, contract_id, contractarea_id) VALUES
('1', '1', '1'),
('381', '381', '14'),
('99', '99', '2');

INSERT INTO contracts_contractareaevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, category_id, code, name, form, price_model, cpv, annex_2, permit_required_from, ivo_register, contracts_in_plan, joint_lead, note) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '2', 'IFO-HVB-BEH', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', '85311300-5', 'true', '2014-01-01', 'true', '50', '', ''),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '2', 'IFO-VUX-PSYK', 'Dygnetruntinsatser för vuxna med psykiska och neuropsykiatriska funktionsnedsättningar', 'FRAMEWORK', 'TENDERED', '85311000-2', 'true', '2014-01-01', 'false', '18', 'Telge inköp', '');

INSERT INTO contracts_contractarealinkevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, contractarea_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '10', '1');

INSERT INTO contracts_contractevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, registry_number, registry_url, eavrop_number, notice_months, renewal_months, owner_id, deputy_id, buyer_id, framework_id, supplier_id, number, title, form, price_model, status, valid_from, initial_until, terminated_on, current_until, ceiling_sek, call_offs_survive, rank, is_critical, version) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', '1', '4', 'HK-2019-0004', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-02-01', '2021-01-31', NULL, '2021-01-31', NULL, 'true', '1', 'false', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', '1', '31', 'HK-2019-0040', 'HVB-hem, Behandling, för barn och unga upp till 20 år', 'FRAMEWORK', 'TENDERED', 'SIGNED', '2019-02-01', '2021-01-31', NULL, '2021-01-31', NULL, 'true', '10', 'false', '1'),
('1000', '2026-11-28 14:56:53.549224+01', 'update', '500', NULL, NULL, '500', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '156', 'HK-2023-0388', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', NULL, 'false', NULL, 'false', '1'),
('1001', '2026-11-28 14:56:53.549224+01', 'update', '501', NULL, NULL, '501', 'false', 'KS-2022/928', '', '2022-228', NULL, NULL, '3', '8', '1', '28', '157', 'HK-2023-0392', 'Enstaka platser i bostad med särskild service, LSS', 'FRAMEWORK', 'FIXED', 'SIGNED', '2023-03-01', '2025-02-28', NULL, '2027-02-28', '25000000.00', 'false', NULL, 'false', '1');

INSERT INTO contracts_contractpayervolume (id, contract_id, month, payer, sum_sek) VALUES
('154325', '1', '2021-01-01', 'Socialförvaltningen', '26779.96'),
('160813', '373', '2022-09-01', 'Socialförvaltningen', '71744.77'),
('167301', '625', '2026-10-01', 'Socialförvaltningen', '345878.03');

INSERT INTO contracts_contractvolume (id, contract_id, month, sum_sek, cumulative_sek, above_ceiling, updated_at) VALUES
('144107', '1', '2021-01-01', '26779.96', '26779.96', 'false', '2026-11-28 14:56:53.548745+01'),
('150165', '395', '2023-10-01', '109335.93', '651501.39', 'false', '2026-11-28 14:56:53.548745+01'),
('156222', '625', '2026-10-01', '345878.03', '4865083.80', 'false', '2026-11-28 14:56:53.548745+01');

INSERT INTO contracts_documentevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, framework_id, contract_id, supplier_id, unit_id, kind, title, version, file, original_name, media_type, size, sha256, registry_number, registry_url, uploaded_by_id, uploaded_at) VALUES
('1', '2026-11-28 15:01:41.846388+01', 'insert', '1', NULL, NULL, '1', 'false', NULL, '1', NULL, NULL, 'CONTRACT', 'xxx', '1', 'xxx', 'xxx', 'xxx', '1', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01');

INSERT INTO contracts_extensionoption (id, framework_id, contract_id, number, months, decide_by, decided_on, decided_by_id, declined_on) VALUES
('1', '1', NULL, '1', '12', '2020-10-31', '2020-09-27', '9', NULL),
('34', '20', NULL, '1', '12', '2025-07-31', '2025-06-27', '9', NULL),
('9', '6', NULL, '1', '12', '2025-09-30', '2025-08-28', '9', NULL);

INSERT INTO contracts_extensionoptionevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, framework_id, contract_id, number, months, decide_by, decided_on, decided_by_id, declined_on) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', NULL, '1', '12', '2020-10-31', '2020-09-27', '9', NULL),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '6', NULL, '2', '12', '2026-09-30', NULL, NULL, NULL);

INSERT INTO contracts_fixedpricedecision (id, area_id, valid_from, percent, decided_on, registry_number, note, entered_by_id, entered_at) VALUES
('1', '20', '2023-01-01', '2.600', '2022-11-20', '', 'Påhittat beslut i demon', '6', '2026-11-28 14:56:53.548745+01'),
('28', '18', '2026-01-01', '2.700', '2025-11-20', '', 'Påhittat beslut i demon', '6', '2026-11-28 14:56:53.548745+01'),
('9', '19', '2023-01-01', '2.600', '2022-11-20', '', 'Påhittat beslut i demon', '6', '2026-11-28 14:56:53.548745+01');

INSERT INTO contracts_fixedpricedecisionevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, area_id, valid_from, percent, decided_on, registry_number, note, entered_by_id, entered_at) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '20', '2023-01-01', '2.600', '2022-11-20', '', 'Påhittat beslut i demon', '6', '2026-11-28 14:56:53.548745+01'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '19', '2024-01-01', '3.000', '2023-11-20', '', 'Påhittat beslut i demon', '6', '2026-11-28 14:56:53.548745+01');

INSERT INTO contracts_framework_areas (id, framework_id, contractarea_id) VALUES
('1', '1', '1'),
('27', '27', '17'),
('9', '9', '6');

INSERT INTO contracts_framework_parties (id, framework_id, organization_id) VALUES
('1', '7', '1'),
('22', '24', '3'),
('9', '13', '2');

INSERT INTO contracts_frameworkarealinkevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, framework_id, contractarea_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '10', '6');

INSERT INTO contracts_frameworkevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, registry_number, registry_url, eavrop_number, notice_months, renewal_months, owner_id, deputy_id, buyer_id, number, title, form, lead_id, valid_from, initial_until, ceiling_sek, call_off_method, version) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', 'false', 'KS-2018/901', '', '2018-201', NULL, NULL, '3', '8', '1', 'HKR-2019-004', 'HVB-hem, Behandling, för barn och unga upp till 20 år 2019', 'FRAMEWORK', NULL, '2019-02-01', '2021-01-31', NULL, 'RANKED', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', 'false', 'KS-2023/910', '', '2023-210', NULL, NULL, '3', '8', '1', 'HKR-2024-009', 'Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar 2024', 'FRAMEWORK', NULL, '2024-03-01', '2028-02-29', '60000000.00', 'RANKED', '1'),
('40', '2026-11-28 14:56:53.549224+01', 'update', '7', NULL, NULL, '7', 'false', 'KS-2018/907', '', '2018-207', NULL, NULL, '3', '8', '1', 'HKR-2019-008', 'Skyddat boende 2019', 'FRAMEWORK', '2', '2019-04-01', '2022-03-31', NULL, 'RANKED', '1'),
('41', '2026-11-28 14:56:53.549224+01', 'update', '8', NULL, NULL, '8', 'false', 'KS-2023/908', '', '2023-208', NULL, NULL, '3', '8', '1', 'HKR-2024-005', 'Skyddat boende 2024', 'FRAMEWORK', '2', '2024-04-01', '2026-03-31', NULL, 'RANKED', '1');

INSERT INTO contracts_indexchain (id, old_id, new_id, factor, decimals, source) VALUES
('1', '3', '4', '3.35920000', '2', 'SCB:s notis om basårsbyte');

INSERT INTO contracts_indexchainevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, old_id, new_id, factor, decimals, source) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '3', '4', '3.35920000', '2', 'SCB:s notis om basårsbyte');

INSERT INTO contracts_indexfetch (id, series_id, tried_at, worked_at, words) VALUES
('1', '1', '2026-11-01 09:00:00+01', NULL, 'xxx');

INSERT INTO contracts_indexseriesevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, code, name, kind, variant, classification, letter, base, frequency, measures, decimals, publishes_after_days, final_after_months, source, "table", selection, preliminary_code, final_code, preliminary_label, final_label, is_invented, ended_with, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', 'LCI-ARB-Q', 'LCI arbetare, vård och omsorg', 'LCI', 'arbetare', 'SNI 2007', 'Q', '2008=100', 'QUARTER', 'LEVEL', '1', '80', '12', 'PXWEB_1', 'AM/AM0114/AM0114A/LCIArbKv', '{}', '', '', '', '', 'false', '', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'update', '5', NULL, NULL, '5', 'OPI', 'Omsorgsprisindex (OPI), SKR', 'OPI', '', '', '', 'året före=100', 'YEAR', 'CHANGE', '1', NULL, '12', 'FILE', '', '{}', '', '', '', '', 'true', '', '1'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', 'LCI-TJM-Q', 'LCI tjänstemän, vård och omsorg', 'LCI', 'tjänstemän', 'SNI 2007', 'Q', '2008=100', 'QUARTER', 'LEVEL', '1', '80', '12', 'PXWEB_1', 'AM/AM0114/AM0114A/LCItjmKv', '{}', '', '', '', '', 'false', '', '1'),
('6', '2026-11-28 14:57:05.842121+01', 'update', '1', NULL, NULL, '1', 'LCI-ARB-Q', 'LCI arbetare, vård och omsorg', 'LCI', 'arbetare', 'SNI 2007', 'Q', '2008=100', 'QUARTER', 'LEVEL', '1', '80', '12', 'PXWEB_1', 'AM/AM0114/AM0114A/LCIArbKv', '{}', '', '', '', '', 'true', '', '1');

INSERT INTO contracts_optionexception (id, option_id, contract_id, reason) VALUES
('1', '1', '1', 'xxx');

INSERT INTO contracts_optionexceptionevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, option_id, contract_id, reason) VALUES
('1', '2026-11-28 15:01:41.875581+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'xxx');

INSERT INTO contracts_permit (id, unit_id, org_number, legal_ground, form, places, decided_on, valid_until, status, registry_number) VALUES
('1', '5', '4499000042', 'SoL 26 kap. 1 §', 'bostad med särskild service', '13', '2025-10-27', NULL, 'VALID', ''),
('208', '362', '4499002691', 'LSS 23 §', 'bostad med särskild service', '23', '2021-01-10', NULL, 'VALID', ''),
('99', '237', '4499001883', 'LSS 23 §', 'HVB', '30', '2026-02-02', NULL, 'VALID', '');

INSERT INTO contracts_permitevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, unit_id, org_number, legal_ground, form, places, decided_on, valid_until, status, registry_number) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '5', '4499000042', 'SoL 26 kap. 1 §', 'bostad med särskild service', '13', '2025-10-27', NULL, 'VALID', ''),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '21', '4499000141', 'LSS 23 §', 'stödboende', '28', '2026-01-20', NULL, 'VALID', '');

INSERT INTO contracts_placementstop (id, supplier_id, unit_id, reason, valid_from, valid_until, decided_by_id) VALUES
('1', '132', '194', 'Brist i bemanningen enligt uppföljning', '2026-10-08', NULL, '9'),
('3', '240', '371', 'Brist i bemanningen enligt uppföljning', '2026-10-26', NULL, '9'),
('4', '222', '344', 'Brist i bemanningen enligt uppföljning', '2026-10-15', NULL, '9');

INSERT INTO contracts_placementstopevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, supplier_id, unit_id, reason, valid_from, valid_until, decided_by_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '132', '194', 'Brist i bemanningen enligt uppföljning', '2026-10-08', NULL, '9'),
('2', '2026-11-28 14:56:53.549224+01', 'insert', '2', NULL, NULL, '2', '16', '26', 'Brist i bemanningen enligt uppföljning', '2026-10-22', NULL, '9');

INSERT INTO contracts_priceadjustmentevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, clause_id, effective_on, opens_on, ask_by, tell_by, request_id, status, waits_for, waits_words, basket, change, factor, is_below_threshold, is_after_end, yearly_effect_sek, reason, is_changed_by_hand, changed_by_id, proposed_at, submitted_by_id, submitted_at, approved_by_id, approved_at, rejected_by_id, rejected_at, version) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '366', '1', '2025-01-01', '2024-09-01', '2024-11-02', '2024-12-02', NULL, 'PROPOSED', '', '', '1.2054185024902107', '0.2054185024902107', '1.2054185024902107', 'false', 'false', '214591.98', '', 'false', NULL, '2024-10-15 10:00:00+02', NULL, NULL, NULL, NULL, NULL, NULL, '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '93', '4', '2025-01-01', '2024-09-01', '2024-11-02', '2024-12-02', NULL, 'PROPOSED', '', '', '1.1237828780671211', '0.1237828780671211', '1.1237828780671211', 'false', 'false', '0.00', '', 'false', NULL, '2024-10-15 10:00:00+02', NULL, NULL, NULL, NULL, NULL, NULL, '1'),
('1000', '2026-11-28 14:57:05.842121+01', 'update', '262', NULL, NULL, '262', '256', '7', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '3355.82', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('1001', '2026-11-28 14:57:05.842121+01', 'update', '263', NULL, NULL, '263', '257', '7', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'APPROVED', '', '', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '23507.85', '', 'false', NULL, '2025-10-15 10:00:00+02', '5', '2025-10-15 10:00:00+02', '6', '2025-10-29 09:00:00+01', NULL, NULL, '3'),
('1117', '2026-11-28 14:57:05.842121+01', 'delete', '219', NULL, NULL, '219', '25', '6', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'WAITING', 'NOT_ASKED_FOR', 'Leverantören har inte begärt höjning. Begäran ska komma senast 2025-11-02.', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '840.35', '', 'false', NULL, '2025-10-15 10:00:00+02', NULL, NULL, NULL, NULL, NULL, NULL, '1'),
('1118', '2026-11-28 14:57:05.842121+01', 'delete', '224', NULL, NULL, '224', '31', '6', '2026-01-01', '2025-09-01', '2025-11-02', '2025-12-02', NULL, 'WAITING', 'NOT_ASKED_FOR', 'Leverantören har inte begärt höjning. Begäran ska komma senast 2025-11-02.', '1.0329857406149966', '0.0329857406149966', '1.0329857406149966', 'false', 'false', '2115.14', '', 'false', NULL, '2025-10-15 10:00:00+02', NULL, NULL, NULL, NULL, NULL, NULL, '1');

INSERT INTO contracts_priceclauseevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, framework_id, area_id, kind, method, fixed_percent, threshold_percent, carries_over, lowest_percent, highest_percent, rounding, factor_decimals, adjusts_month, adjusts_day, fixed_months, opens_months, needs_request, ask_days, tell_days, settles_on_final, successor, version) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', NULL, '21', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'false', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', NULL, '6', NULL, 'INDEX', 'CHAINED', '0.000', NULL, 'true', '0.000', NULL, 'ORE', NULL, '1', '1', '12', '4', 'true', '60', '30', 'false', 'Upphör en serie används den som utgivaren anger som dess efterträdare.', '1');

INSERT INTO contracts_pricedifference (id, line_id, payer, budget_year, part, paid_sek, final_sek, bought_sek, broken_months, difference_sek, final_factor, figures, status, found_at, approved_by_id, approved_at, settled_by_id, settled_on, reason) VALUES
('1', '604', 'Socialförvaltningen', '2026', '1', '4714.51', '4726.33', '64380.33', '', '161.41', '1.0778410331129635', 'LCI-ARB-Q 2025K2 164.7, KPI-1980 2025M06 420.05', 'PROPOSED', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, ''),
('17', '636', 'Socialförvaltningen', '2026', '1', '3408.21', '3416.76', '5815.31', '', '14.59', '1.0778410331129635', 'LCI-ARB-Q 2025K2 164.7, KPI-1980 2025M06 420.05', 'PROPOSED', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, ''),
('9', '621', 'Socialförvaltningen', '2026', '1', '4918.79', '4931.12', '71981.27', '', '180.44', '1.0778410331129635', 'LCI-ARB-Q 2025K2 164.7, KPI-1980 2025M06 420.05', 'PROPOSED', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, '');

INSERT INTO contracts_pricedifferenceevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, line_id, payer, budget_year, part, paid_sek, final_sek, bought_sek, broken_months, difference_sek, final_factor, figures, status, found_at, approved_by_id, approved_at, settled_by_id, settled_on, reason) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '604', 'Socialförvaltningen', '2026', '1', '4714.51', '4726.33', '64380.33', '', '161.41', '1.0778410331129635', 'LCI-ARB-Q 2025K2 164.7, KPI-1980 2025M06 420.05', 'PROPOSED', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, ''),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '622', 'Socialförvaltningen', '2026', '1', '655.84', '657.48', '12296.84', '', '30.75', '1.0778410331129635', 'LCI-ARB-Q 2025K2 164.7, KPI-1980 2025M06 420.05', 'PROPOSED', '2026-11-28 14:56:53.548745+01', NULL, NULL, NULL, NULL, '');

INSERT INTO contracts_priceevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, item_id, amount_sek, valid_from, valid_until, origin, brought_by_id, entered_by_id, entered_at, withdrawn_at, withdrawn_by_id, withdrawn_reason) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '1', '3745.00', '2019-05-01', NULL, 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '10', '3690.00', '2022-06-01', NULL, 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('1053', '2026-11-28 14:57:05.842121+01', 'update', '108', NULL, NULL, '108', '108', '2590.00', '2023-02-01', '2025-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, ''),
('1054', '2026-11-28 14:57:05.842121+01', 'update', '116', NULL, NULL, '116', '116', '4015.00', '2023-02-01', '2025-12-31', 'TENDER', NULL, '3', '2026-11-28 14:56:53.548745+01', NULL, NULL, '');

INSERT INTO contracts_priceitemevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, unit_id, area_id, name, per, vat_percent, yearly_quantity) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '366', NULL, NULL, 'Boendedygn', 'DAY', '0', '465.00'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '89', NULL, NULL, 'Vårddygn', 'DAY', '0', '100.00');

INSERT INTO contracts_pricerequestevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, received_on, effective_on, wanted_percent, note, document_id, asked_for_on, ask_by, registered_by_id, registered_at, declined_at, declined_by_id, declined_reason) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '281', '2024-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2024-10-15 10:00:00+02', NULL, NULL, ''),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '32', '2024-10-12', NULL, NULL, 'Begäran enligt avtalets klausul', NULL, NULL, NULL, '5', '2024-10-15 10:00:00+02', NULL, NULL, '');

INSERT INTO contracts_pricesetbyhand (id, line_id, new_sek, is_left_out, reason, set_by_id, set_at) VALUES
('2', '661', '1.00', 'false', 'xxx', '1', '2026-11-01 09:00:00+01');

INSERT INTO contracts_priceterm (id, buyer_id, large_change_percent) VALUES
('1', '1', '20');

INSERT INTO contracts_pricetermevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, large_change_percent) VALUES
('1', '2026-11-28 15:01:41.896277+01', 'insert', '1', NULL, NULL, '1', '1', '20');

INSERT INTO contracts_requirement (id, framework_id, contract_id, kind, answer, note) VALUES
('1', '1', NULL, 'REDUNDANCY', 'YES', ''),
('221', '32', NULL, 'WORKING_CONDITIONS', 'NO', 'Ställdes inte i den här omgången'),
('99', '14', NULL, 'ACCESSIBILITY', 'YES', '');

INSERT INTO contracts_requirementevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, framework_id, contract_id, kind, answer, note) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', NULL, 'REDUNDANCY', 'YES', ''),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '2', NULL, 'EXCUSE_CLAUSE', 'NOT_RELEVANT', 'Berör inte tjänsten');

INSERT INTO contracts_suppliercheck (id, supplier_id, unit_id, kind, outcome, checked_on, valid_until, source, evidence_url, evidence_id, score, band, model, reason, registered_by_id, registered_at) VALUES
('1', '1', NULL, 'COMPANY_STATUS', 'PASSED', '2026-11-26', '2026-12-26', 'Bolagsverket', '', NULL, NULL, '', '', '', '8', '2026-11-28 14:56:53.548745+01'),
('525', '138', NULL, 'COMPANY_STATUS', 'PASSED', '2026-11-02', '2026-12-02', 'Bolagsverket', '', NULL, NULL, '', '', '', '8', '2026-11-28 14:56:53.548745+01'),
('999', '247', NULL, 'PERMIT', 'PASSED', '2026-09-21', '2026-12-20', 'IVO:s register', '', NULL, NULL, '', '', '', '8', '2026-11-28 14:56:53.548745+01');

INSERT INTO contracts_suppliercheckevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, supplier_id, unit_id, kind, outcome, checked_on, valid_until, source, evidence_url, evidence_id, score, band, model, reason, registered_by_id, registered_at) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', NULL, 'COMPANY_STATUS', 'PASSED', '2026-11-26', '2026-12-26', 'Bolagsverket', '', NULL, NULL, '', '', '', '8', '2026-11-28 14:56:53.548745+01'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '3', NULL, 'RATING', 'PASSED', '2026-11-01', '2026-12-01', 'Kreditupplysning', '', NULL, '68', 'god', '', '', '8', '2026-11-28 14:56:53.548745+01');

INSERT INTO contracts_suppliercontact (id, supplier_id, unit_id, role, name, email, phone) VALUES
('1', '1', NULL, 'AGREEMENT', 'Avtalsfrågor', 'avtal@prov4499000018.example', ''),
('30', '16', NULL, 'PLACEMENT', 'Placeringar', 'placering@prov4499000182.example', ''),
('99', '58', NULL, 'AGREEMENT', 'Avtalsfrågor', 'avtal@prov4499000711.example', '');

INSERT INTO contracts_suppliercontactevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, supplier_id, unit_id, role, name, email, phone) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', NULL, 'AGREEMENT', 'Avtalsfrågor', 'avtal@prov4499000018.example', ''),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '5', NULL, 'PLACEMENT', 'Placeringar', 'placering@prov4499000059.example', '');

INSERT INTO contracts_supplierevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, name, org_number, is_sole_trader, has_f_tax, parent_id, merged_into_id, origin, version) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', 'false', 'Demohem Eken AB', '4499000018', 'false', NULL, NULL, NULL, 'REGISTER', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', 'false', 'Provfamiljehem Klövern AB', '4499000109', 'false', NULL, NULL, NULL, 'REGISTER', '1');

INSERT INTO contracts_supplieridentifier (id, supplier_id, scheme, value, buyer_id) VALUES
('1', '1', 'ORG_NUMBER', '4499000018', NULL),
('300', '300', 'ORG_NUMBER', '4499003665', NULL),
('99', '99', 'ORG_NUMBER', '4499001230', NULL);

INSERT INTO contracts_supplieridentifierevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, supplier_id, scheme, value, buyer_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', 'ORG_NUMBER', '4499000018', NULL),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '10', 'ORG_NUMBER', '4499000109', NULL);

INSERT INTO contracts_suppliermerge (id, source_id, target_id, merged_by_id, merged_at, undone_by_id, undone_at) VALUES
('2', '1', '2', '1', '2026-11-01 09:00:00+01', NULL, NULL);

INSERT INTO contracts_suppliermergerow (id, merge_id, kind, object_id) VALUES
('2', '2', 'xxx', '1');

INSERT INTO contracts_supplierunit_areas (id, supplierunit_id, contractarea_id) VALUES
('1', '1', '2'),
('282', '282', '17'),
('99', '99', '1');

INSERT INTO contracts_supplierunitarealinkevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, supplierunit_id, contractarea_id) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', '2'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '10', '2');

INSERT INTO contracts_supplierunitevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, supplier_id, name, county, municipality, address, target_group, age_from, age_to, places, version) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', 'false', '1', 'Provlunden 1', 'Uppsala län', 'Enköping', '', 'äldre', '18', '27', '34', '1'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', 'false', '7', 'Provparken 2', 'Västmanlands län', 'Västerås', '', 'barn och unga', '18', '58', '21', '1');

INSERT INTO followup_calendarfeed (id, user_id, fingerprint, made_at, revoked_at) VALUES
('1', '1', 'xxx', '2026-11-01 09:00:00+01', NULL);

INSERT INTO followup_classificationrule (id, buyer_id, "order", supplier_ref, account_from, account_to, unit, category_id, area_id, exclusion) VALUES
('1', '1', '1', '4499900027', '', '', '', NULL, NULL, 'Statens institutionsstyrelse'),
('18', '1', '18', '', '46900', '46999', '', '1', NULL, ''),
('9', '1', '9', '', '46421', '46421', '', '3', '19', ''),
('5', '1', '5', '', '46312', '46312', '', '2', '2', ''),
('7', '1', '7', '', '46411', '46411', '', '3', '17', ''),
('15', '1', '15', '', '46300', '46399', '', '2', NULL, '');

INSERT INTO followup_classificationruleevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, "order", supplier_ref, account_from, account_to, unit, category_id, area_id, exclusion) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', '1', '1', '4499900027', '', '', '', NULL, NULL, 'Statens institutionsstyrelse'),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', '1', '10', '', '46422', '46422', '', '3', '22', '');

INSERT INTO followup_reminderrule (id, buyer_id, kind, months_before, days_before, role_id, is_decision, grace_days, manager_role_id, is_active, version) VALUES
('3', '1', 'CONTRACT_END', '6', '0', '3', 'false', '30', '9', 'true', '1'),
('6', '1', 'OPTION_DECISION', '0', '14', '9', 'true', '0', '9', 'true', '1'),
('8', '1', 'CHECK_EXPIRES', '0', '14', '8', 'false', '30', '9', 'true', '1'),
('1', '1', 'CONTRACT_END', '18', '0', '3', 'false', '30', '9', 'true', '1'),
('19', '1', 'REPORT_WORK', '2', '0', '6', 'false', '14', '9', 'true', '1'),
('9', '1', 'ACTIVITY_DUE', '1', '0', '6', 'false', '14', '9', 'true', '1');

INSERT INTO followup_duty (id, rule_id, content_type_id, object_id, title, is_secret, due_on, remind_on, person_id, deputy_id, deputy_instead_id, delegated_to_id, state, snoozed_until, done_by_id, done_at, made_at) VALUES
('1', '3', '24', '21', 'Avtalen slutar: HKR-2019-020 Drift av gruppbostad LSS 2019', 'false', '2027-04-30', '2026-10-30', '3', '8', NULL, NULL, 'OPEN', NULL, NULL, NULL, '2026-11-28 14:56:53.548745+01'),
('27', '6', '87', '55', 'Besluta om option 1: HKR-2023-028 Vård och behandling av avhoppare', 'true', '2026-10-31', '2026-10-17', '3', '8', NULL, NULL, 'OPEN', NULL, NULL, NULL, '2026-11-28 14:56:53.548745+01'),
('99', '8', '83', '213', 'Kontroll går ut: bolagsstatus, Mönsterhem Räven HB', 'false', '2026-12-10', '2026-11-26', NULL, NULL, NULL, NULL, 'OPEN', NULL, NULL, NULL, '2026-11-28 14:56:53.548745+01');

INSERT INTO followup_reviewtemplate (id, buyer_id, name, version) VALUES
('1', '1', 'Allmän uppföljning', '1'),
('2', '1', 'Boende', '1');

INSERT INTO followup_review (id, contract_id, planned_on, method, template_id, status, done_on, reviewer_id, followed_routine, summary, next_on, version) VALUES
('13', '591', '2026-07-13', 'DESK', '1', 'DONE', '2026-07-13', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2026-11-13', '1'),
('1', '582', '2026-10-02', 'UNANNOUNCED_VISIT', '1', 'DONE', '2026-10-02', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2027-02-02', '1'),
('321', '357', '2027-07-23', 'DIALOGUE', '2', 'PLANNED', NULL, '3', NULL, '', NULL, '1'),
('99', '591', '2026-01-04', 'SELF_REPORT', '1', 'DONE', '2026-01-04', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2026-05-04', '1'),
('29', '403', '2026-08-17', 'ANNOUNCED_VISIT', '1', 'DONE', '2026-08-17', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2026-12-17', '1'),
('91', '205', '2026-11-15', 'DESK', '1', 'DONE', '2026-11-15', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2027-11-15', '1');

INSERT INTO followup_finding (id, buyer_id, supplier_id, unit_id, contract_id, review_id, source, severity, requirement, evidence, due_on, action, step, status, responsible_id, is_irregularity, confirmed_on, reported_on, reported_to, fixed_on, fixed_by_id, verified_on, verified_by_id, registered_by_id, registered_on, dismissed_reason, version) VALUES
('1', '1', '224', '346', '582', NULL, 'STAFF', 'MEDIUM', '', 'Jourtelefonen besvarades inte under en helg.', NULL, '', 'DIALOGUE', 'REPORTED', NULL, 'false', NULL, NULL, '', NULL, NULL, NULL, NULL, '2', '2026-11-25', '', '1'),
('4', '1', '110', '162', '591', '13', 'REVIEW', 'HIGH', '', 'Schemat visar lägre bemanning nattetid än avtalet.', '2026-11-21', 'Leverantören rättar schemat och visar det två månader i rad.', 'CORRECTION', 'OPEN', '4', 'false', NULL, NULL, '', NULL, NULL, NULL, NULL, '2', '2026-09-14', '', '1'),
('9', '1', '173', '267', '513', NULL, 'MEDIA', 'LOW', '', 'Artikel om hög personalomsättning.', '2026-12-26', 'Redovisning av bemanningen det senaste året.', 'DIALOGUE', 'FIXED', '4', 'false', NULL, NULL, '', '2026-11-16', '4', NULL, NULL, '2', '2026-10-09', '', '1');

INSERT INTO followup_findingevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, supplier_id, unit_id, contract_id, review_id, source, severity, requirement, evidence, due_on, action, step, status, responsible_id, is_irregularity, confirmed_on, reported_on, reported_to, fixed_on, fixed_by_id, verified_on, verified_by_id, registered_by_id, registered_on, dismissed_reason, version) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '1', '224', '346', '582', NULL, 'STAFF', 'MEDIUM', '', 'Jourtelefonen besvarades inte under en helg.', NULL, '', 'DIALOGUE', 'REPORTED', NULL, 'false', NULL, NULL, '', NULL, NULL, NULL, NULL, '2', '2026-11-25', '', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '1', '242', '377', '562', '37', 'REVIEW', 'HIGH', '', 'Fakturerade dygn stämde inte med närvaron.', '2027-01-02', 'Kreditering av det felaktiga beloppet.', 'PENALTY', 'CLOSED', '4', 'false', NULL, NULL, '', '2026-11-16', '4', '2026-11-23', '8', '2', '2026-10-14', '', '1');

INSERT INTO followup_followupclass (id, contract_id, proposed, proposed_reason, decided, decided_by_id, decided_on, decided_reason, version) VALUES
('1', '24', '3', 'Inget är köpt på avtalet de senaste tolv månaderna.', NULL, NULL, NULL, '', '1'),
('252', '524', '2', 'Bland de 40 % största avtalen: köpt för 541 570 kr på tolv månader, plats 128 av 341.', NULL, NULL, NULL, '', '1'),
('99', '201', '3', 'Bland de mindre avtalen: köpt för 113 584 kr på tolv månader, plats 205 av 341.', NULL, NULL, NULL, '', '1');

INSERT INTO followup_followupclassevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, proposed, proposed_reason, decided, decided_by_id, decided_on, decided_reason, version) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '24', '3', 'Inget är köpt på avtalet de senaste tolv månaderna.', NULL, NULL, NULL, '', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '34', '3', 'Bland de mindre avtalen: köpt för 112 103 kr på tolv månader, plats 206 av 341.', NULL, NULL, NULL, '', '1'),
('342', '2026-11-28 14:57:05.842121+01', 'update', '297', NULL, NULL, '297', '579', '1', 'Bland de 10 % största avtalen: köpt för 8 777 396 kr på tolv månader, plats 15 av 341.', '1', '9', '2026-11-28', '', '1'),
('343', '2026-11-28 14:57:05.842121+01', 'update', '299', NULL, NULL, '299', '582', '1', 'Bland de 10 % största avtalen: köpt för 12 709 853 kr på tolv månader, plats 8 av 341.', '1', '9', '2026-11-28', '', '1');

INSERT INTO followup_statusreport (id, category_id, year, status, summary, proposal, registry_number, written_by_id, approved_by_id, approved_at, locked_at, snapshot, version) VALUES
('1', '1', '1', 'DRAFT', 'xxx', 'xxx', 'xxx', '1', NULL, NULL, NULL, NULL, '1');

INSERT INTO followup_goalcomment (id, report_id, goal_id, outcome, reason, steered, done, ahead, by_id, at, version) VALUES
('2', '1', '1', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01', '1');

INSERT INTO followup_goalcommentevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, report_id, goal_id, outcome, reason, steered, done, ahead, by_id, at, version) VALUES
('1', '2026-11-28 15:02:19.13277+01', 'insert', '2', NULL, NULL, '2', '1', '1', 'xxx', 'xxx', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01', '1');

INSERT INTO followup_spendkey (id, buyer_id, supplier_ref, supplier_name, account, account_text, unit, contract_ref, org_number, supplier_id) VALUES
('1', '1', '4499000075', 'Mönsterfamiljehem Ljungen AB', '46312', 'Jourhem och behandlingsfamilj', 'Socialförvaltningen', '', '4499000075', '7'),
('1493', '1', '164499001867', 'Påhittsomsorg Eken AB', '46411', 'Bostad med särskild service LSS', 'Socialförvaltningen', 'HK-2023-0372', '4499001867', '152'),
('249', '1', '4499000562', 'Exempelhem Lönnen AB', '46311', 'HVB barn och unga', 'Socialförvaltningen', 'HK-2020-0033', '4499000562', '45'),
('5', '1', '164499002030', 'Tänktaomsorg Öst AB', '46413', 'Drift av gruppbostad', 'Socialförvaltningen', '', '4499002030', '169'),
('418', '1', '164499004010', 'Påhittsboende Viken AB', '46412', 'Särskilt boende under 65 år', 'Socialförvaltningen', '', '4499004010', '394'),
('472', '1', '449900-1263', 'Tänktafamiljestöd Bäcken ek. för.', '46900', 'Vård och omsorg, ej fördelat', 'Kommunstyrelsens förvaltning', '', '4499001263', '101'),
('2853', '1', '449900-0935', 'Provstöd Viken ek. för.', '46321', 'Öppenvård barn och unga', 'Socialförvaltningen', 'HK-2023-0120', '4499000935', '72'),
('995', '1', '164499001867', 'Påhittsomsorg Eken AB', '46412', 'Särskilt boende under 65 år', 'Socialförvaltningen', '', '4499001867', '152'),
('1454', '1', '164499001867', 'Påhittsomsorg Eken AB', '46411', 'Bostad med särskild service LSS', 'Socialförvaltningen', '', '4499001867', '152'),
('448', '1', '4499002139', 'Påhittsboende Syd AB', '46411', 'Bostad med särskild service LSS', 'Socialförvaltningen', '', '4499002139', '179');

INSERT INTO followup_keyverdict (id, category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id, key_id, during) VALUES
('1', '2', '2', '7', '54', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '5', '1', '[2018-06-01,2022-06-01)'),
('3363', '3', '17', '152', NULL, 'UNEXPLAINED', 'NOT_BEGUN', 'false', '7', '1493', '(,2019-01-01)'),
('999', '2', '1', '45', '42', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '15', '249', '[2024-01-01,2027-02-01)');

INSERT INTO followup_ledgerimport (id, buyer_id, sha256, file, original_name, good_rows_only, status, received_at, received_by_id, loaded_at, lines, loaded, rejected, amount_sek, header, message, is_demo, replaces_id) VALUES
('1', '1', '8f12ba068e9c1d29e824360d6d9d07a1efdc03f6fe7b35dd1106e8bef586e9e7', 'ledger/8f12ba068e9c1d29e824360d6d9d07a1efdc03f6fe7b35dd1106e8bef586e9e7', 'demo-leverantorsreskontra-2021.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '7206', '7206', '0', '631522421.74', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL),
('4', '1', 'aaa6f5270e35c750451ccbd745864c2a841c5b19490990467e33467b6d49c6a6', 'ledger/aaa6f5270e35c750451ccbd745864c2a841c5b19490990467e33467b6d49c6a6', 'demo-leverantorsreskontra-2024.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '7168', '7168', '0', '713066621.94', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL),
('2', '1', '3db781ec80686eeb523ba74b4b395dcd86774d4fcb23593bc2c9042ee479311b', 'ledger/3db781ec80686eeb523ba74b4b395dcd86774d4fcb23593bc2c9042ee479311b', 'demo-leverantorsreskontra-2022.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '7196', '7196', '0', '662210492.22', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL),
('9', '1', '9e4e791e6bc37ce49e536164405c1fe8929d6bbcf3f14a1e5b7b1859d328bfd4', 'ledger/9e4e791e6bc37ce49e536164405c1fe8929d6bbcf3f14a1e5b7b1859d328bfd4', 'demo-leverantorsreskontra-2026-04.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '595', '595', '0', '64404255.87', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL),
('3', '1', '69415cddf6b3baa2bd94983a2bc141b86308b8551a8b97ec45288459357a185b', 'ledger/69415cddf6b3baa2bd94983a2bc141b86308b8551a8b97ec45288459357a185b', 'demo-leverantorsreskontra-2023.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '7207', '7207', '0', '684625086.67', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL),
('5', '1', '19a92cb3fe96dc2eda739013f016605f1796b8a0f5b9be575d47dd4fae0f474b', 'ledger/19a92cb3fe96dc2eda739013f016605f1796b8a0f5b9be575d47dd4fae0f474b', 'demo-leverantorsreskontra-2025.csv', 'false', 'LOADED', '2026-11-28 14:56:53.548745+01', '5', '2026-11-28 14:56:53.548745+01', '7160', '7160', '0', '737360393.17', '["kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal", "kommun_id", "s_kod_nr"]', '', 'true', NULL);

INSERT INTO followup_ledgerdelivery (id, ledger_import_id, buyer_id, month, is_active) VALUES
('1', '1', '1', '2021-01-01', 'true'),
('41', '4', '1', '2024-05-01', 'true'),
('9', '1', '1', '2021-09-01', 'true');

INSERT INTO followup_ledgerrow (ledger_import_id, line_no, key_id, invoice_number, voucher, booked_on, service_on, amount_sek) VALUES
('1', '10', '5', '221010001', 'D2101-00008', '2021-01-01', NULL, '45556.03'),
('3', '3655', '418', '223070123', 'D2307-03282', '2023-07-03', NULL, '28681.09'),
('9', '99', '472', '926040011', 'D2604-00093', '2026-04-05', NULL, '157429.80');

INSERT INTO followup_mailsetting (id, user_id, frequency) VALUES
('1', '1', 'DAILY');

INSERT INTO followup_measure (id, plan_id, goal_id, number, code, name, category_id, kind, unit, direction, frequency, definition, formula, owner_id, version) VALUES
('1', '1', '1', '1', 'LOYALTY_IFO', 'Avtalstrohet IFO', '2', 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel av de upphandlingsbara köpen inom individ- och familjeomsorg som görs på avtal.', 'på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader', '6', '1'),
('2', '1', '1', '2', 'LOYALTY_FO', 'Avtalstrohet FO', '3', 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel av de upphandlingsbara köpen inom funktionshinderomsorg som görs på avtal.', 'på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader', '6', '1'),
('9', '1', '2', '6', 'UNDERSTANDING', 'Förståelse för risken för oseriösa aktörer', NULL, 'ASSESSED', 'SCALE', 'UP', 'YEARLY', 'Medarbetare och politiker förstår att välfärden är en marknad för oseriösa aktörer.', 'bedöms på skalan 1–4, gärna efter enkät', '4', '1'),
('6', '1', '1', '3', 'BOARD_INDICATORS', 'Nämndernas indikatorer för kvalitet och ekonomi', NULL, 'REPORTED', 'SCALE', 'UP', 'YEARLY', 'Socialnämndens och vård- och omsorgsnämndens egna indikatorer, sammanvägda av den som rapporterar.', 'rapporteras på skalan 1–4', '6', '1'),
('5', '1', '1', '12', 'OUTSIDE_SHARE', 'Andel köp utanför avtal', '1', 'COMPUTED', 'SHARE', 'DOWN', 'MONTHLY', 'Andelen köp utanför avtal ska minska fram till 2027.', '(godkända avsteg + utan avtal) / upphandlingsbart, tolv månader', '6', '1'),
('7', '1', '4', '4', 'TECHNOLOGY', 'Ny teknik för självständighet i upphandlingen', NULL, 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel upphandlingar där teknik för självständighet och trygghet är relevant och har arbetats in.', 'krav ställt / (krav ställt + obesvarat), tilldelade upphandlingar', '3', '1'),
('12', '1', '3', '9', 'REDUNDANCY', 'Redundans i samhällsviktiga avtal', NULL, 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel samhällsviktiga avtal i kraft där redundans är ett krav.', 'med krav på redundans / samhällsviktiga i kraft', '8', '1');

INSERT INTO followup_measureevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, plan_id, goal_id, number, code, name, category_id, kind, unit, direction, frequency, definition, formula, owner_id, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '1', '1', 'LOYALTY_IFO', 'Avtalstrohet IFO', '2', 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel av de upphandlingsbara köpen inom individ- och familjeomsorg som görs på avtal.', 'på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader', NULL, '1'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', '2', '7', 'IRREGULARITIES', 'Anmälda oegentligheter', NULL, 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Alla konstaterade oegentligheter anmäls.', 'anmälda / konstaterade', NULL, '1'),
('16', '2026-11-28 14:57:05.842121+01', 'update', '1', NULL, NULL, '1', '1', '1', '1', 'LOYALTY_IFO', 'Avtalstrohet IFO', '2', 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel av de upphandlingsbara köpen inom individ- och familjeomsorg som görs på avtal.', 'på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader', '6', '1'),
('17', '2026-11-28 14:57:05.842121+01', 'update', '2', NULL, NULL, '2', '1', '1', '2', 'LOYALTY_FO', 'Avtalstrohet FO', '3', 'COMPUTED', 'SHARE', 'UP', 'MONTHLY', 'Andel av de upphandlingsbara köpen inom funktionshinderomsorg som görs på avtal.', 'på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader', '6', '1');

INSERT INTO followup_outcome (id, measure_id, first, last, value, missing, inputs, comment, evidence, assessed_by_id, at) VALUES
('1', '6', '2026-01-01', '2026-12-31', '3.000000', '', '{}', 'Nämndernas indikatorer är i huvudsak uppfyllda.', 'Demo: påhittad bedömning', '6', '2026-11-28 14:56:53.548745+01'),
('266', '5', '2023-02-01', '2024-01-31', '0.155906', '', '{"på avtal, kr": "519493914.11", "utan avtal, kr": "95951797.25", "upphandlingsbart, kr": "615445711.36"}', '', '', NULL, '2025-12-28 14:56:53.548745+01'),
('99', '2', '2023-12-01', '2024-11-30', '0.861696', '', '{"på avtal, kr": "165037795.96", "utan avtal, kr": "26488861.43", "upphandlingsbart, kr": "191526657.39"}', '', '', NULL, '2025-12-28 14:56:53.548745+01');

INSERT INTO followup_outcomeevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, measure_id, first, last, value, missing, inputs, comment, evidence, assessed_by_id, at) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '6', '2026-01-01', '2026-12-31', '3.000000', '', '{}', 'Nämndernas indikatorer är i huvudsak uppfyllda.', 'Demo: påhittad bedömning', '6', '2026-11-28 14:56:53.548745+01'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '1', '2021-06-01', '2022-05-31', '0.793596', '', '{"på avtal, kr": "77432356.83", "utan avtal, kr": "20139108.36", "upphandlingsbart, kr": "97571465.19"}', '', '', NULL, '2025-12-28 14:56:53.548745+01');

INSERT INTO followup_rejectedrow (id, ledger_import_id, line_no, raw, "column", reason) VALUES
('1', '1', '1', '{"a": 1}', 'xxx', 'xxx');

INSERT INTO followup_reminderruleevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, kind, months_before, days_before, role_id, is_decision, grace_days, manager_role_id, is_active, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'CONTRACT_END', '18', '0', '3', 'false', '30', '9', 'true', '1'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', 'STEP_DUE', '0', '7', '6', 'false', '14', '9', 'true', '1');

INSERT INTO followup_reviewanswer (id, review_id, "order", text, kind, answer, comment) VALUES
('1', '1', '1', 'Tjänsten utförs så som avtalet beskriver den.', 'NORMAL', 'MET', ''),
('315', '29', '7', 'Leverantören är stabil: ägare, ekonomi och ledning är kända och oförändrade.', 'NORMAL', 'MET', ''),
('999', '91', '9', 'Fordon, resor, mat och förbrukning följer miljökraven.', 'SUSTAINABILITY', 'MET', '');

INSERT INTO followup_reviewanswerevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, review_id, "order", text, kind, answer, comment) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'Tjänsten utförs så som avtalet beskriver den.', 'NORMAL', 'MET', ''),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '1', '10', 'Lön, arbetstid och försäkringar följer lag och avtalets arbetsrättsliga villkor.', 'WORKING_CONDITIONS', 'MET', '');

INSERT INTO followup_reviewevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, contract_id, planned_on, method, template_id, status, done_on, reviewer_id, followed_routine, summary, next_on, version) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '582', '2026-10-02', 'UNANNOUNCED_VISIT', '1', 'DONE', '2026-10-02', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2027-02-02', '1'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '598', '2026-08-19', 'DESK', '1', 'DONE', '2026-08-19', '4', 'true', 'Avtalet följs i huvudsak. Det som brister är antecknat vid kraven.', '2026-12-19', '1');

INSERT INTO followup_reviewtemplate_areas (id, reviewtemplate_id, contractarea_id) VALUES
('1', '2', '1'),
('2', '2', '2'),
('9', '2', '15');

INSERT INTO followup_reviewtemplateevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, name, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'Allmän uppföljning', '1'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', 'Boende', '1');

INSERT INTO procurement_placement (id, is_secret, buyer_id, number, case_reference, supplier_id, category_id, contract_id, unit, valid_from, valid_until, price_sek, requested_by_id, approved_by_id, approved_on) VALUES
('1', 'false', '1', 'AVR-2022-0003', 'ÄR-2022-8138', '6', '2', '2', '', '2022-08-18', '2024-09-10', NULL, '2', NULL, NULL),
('201', 'false', '1', 'AVS-2025-0070', 'ÄR-2025-9455', '335', '3', NULL, '', '2025-01-28', '2025-10-27', NULL, '2', '11', '2025-01-18'),
('99', 'false', '1', 'AVS-2021-0030', 'ÄR-2021-5598', '295', '2', NULL, '', '2021-02-20', '2021-08-19', NULL, '2', '11', '2021-02-15');

INSERT INTO followup_rowjudgement (id, ledger_import_id, line_no, category_id, area_id, exclusion, deviation_id, judged_by_id, judged_at) VALUES
('1', '1', '1', NULL, NULL, 'xxx', NULL, '1', '2026-11-01 09:00:00+01');

INSERT INTO followup_rowjudgementevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, ledger_import_id, line_no, category_id, area_id, exclusion, deviation_id, judged_by_id, judged_at) VALUES
('1', '2026-11-28 15:01:41.941129+01', 'insert', '1', NULL, NULL, '1', '1', '1', NULL, NULL, 'xxx', NULL, '1', '2026-11-01 09:00:00+01');

INSERT INTO followup_rowverdict (category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id, ledger_import_id, line_no, is_credit) VALUES
('3', '17', '158', '455', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '7', '3', '1286', 'true'),
('3', '17', '159', NULL, 'UNEXPLAINED', 'NOT_BEGUN', 'false', '7', '3', '1539', 'true'),
('2', NULL, '274', NULL, 'UNEXPLAINED', 'NEVER_UNDER_CONTRACT', 'false', '15', '5', '1366', 'true');

INSERT INTO followup_sentmail (id, user_id, "on", duty_id, sent_at, refused_at, refused_address, refused_code, refusal) VALUES
('2', '1', '2026-11-01', NULL, NULL, NULL, 'xxx', NULL, 'xxx');

INSERT INTO followup_spendmonth (id, category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id, buyer_id, key_id, month, sum_sek, n) VALUES
('1', '2', '2', '7', '54', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '5', '1', '1', '2021-01-01', '21207.50', '2'),
('21216', '3', '17', '152', '496', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '7', '1', '1454', '2026-06-01', '116428.74', '1'),
('9999', '3', '17', '179', '517', 'ON_CONTRACT', 'CONTRACT_IN_AREA', 'true', '7', '1', '448', '2023-08-01', '34154.59', '1');

INSERT INTO followup_statusreportevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, category_id, year, status, summary, proposal, registry_number, written_by_id, approved_by_id, approved_at, locked_at, version) VALUES
('1', '2026-11-28 15:01:41.947892+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'DRAFT', 'xxx', 'xxx', 'xxx', '1', NULL, NULL, NULL, '1');

INSERT INTO followup_target (id, measure_id, "on", value) VALUES
('1', '1', '2027-01-01', '0.900000'),
('4', '7', '2027-01-01', '1.000000'),
('9', '12', '2027-12-31', '1.000000');

INSERT INTO followup_targetevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, measure_id, "on", value) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '2027-01-01', '0.900000'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '13', '2027-12-31', '1.000000');

INSERT INTO followup_templaterequirement (id, template_id, "order", text, kind) VALUES
('1', '1', '1', 'Tjänsten utförs så som avtalet beskriver den.', 'NORMAL'),
('2', '1', '2', 'Bemanning och kompetens motsvarar avtalet.', 'NORMAL'),
('9', '1', '9', 'Fordon, resor, mat och förbrukning följer miljökraven.', 'SUSTAINABILITY');

INSERT INTO followup_templaterequirementevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, template_id, "order", text, kind) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'Tjänsten utförs så som avtalet beskriver den.', 'NORMAL'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', '10', 'Lön, arbetstid och försäkringar följer lag och avtalets arbetsrättsliga villkor.', 'WORKING_CONDITIONS');

INSERT INTO procurement_plannedneed (id, buyer_id, year, name, category_id, area_id, is_added, status, start_by, note, version) VALUES
('7', '1', '2022', 'Vård och behandling av avhoppare', '2', '5', 'false', 'DONE', NULL, '', '1'),
('18', '1', '2026', 'Enstaka platser för personer över 65 år - korttidsboende för personer med behov av somatisk vård och omsorg eller med demenssjukdom samt profilboende, permanenta- och korttidsplatser.', '4', '18', 'false', 'ONGOING', NULL, '', '2'),
('23', '1', '2026', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik)', '3', '15', 'false', 'ONGOING', NULL, '', '2'),
('1', '1', '2022', 'HVB-hem, Behandling, för barn och unga upp till 20 år', '2', '1', 'false', 'DONE', NULL, '', '1'),
('20', '1', '2026', 'Jourhem samt plats i behandlingsfamilj för barn/unga', '2', '2', 'false', 'PLANNED', NULL, '', '1'),
('9', '1', '2023', 'Öppenvård-Familjebehandling, kontaktperson och utredningar', '2', '7', 'false', 'DONE', NULL, '', '1');

INSERT INTO procurement_project (id, is_secret, buyer_id, number, title, need_id, framework_id, procedure, legal_ground, value_sek, volume_per_year, contract_start, initial_months, option_months, evaluation, call_off_method, eavrop_number, registry_number, registry_url, owner_id, status, version) VALUES
('1', 'false', '1', 'UPP-2022-AVHOPP', 'Stöd till avhoppare', '7', NULL, 'LOU19', 'LOU 19 kap.', '10000000.00', 'omkring 10 placeringar', '2023-01-01', '24', '24', 'Pris', 'NEEDS', '', '', '', NULL, 'DONE', '1'),
('2', 'false', '1', 'DEMO-2026-1', 'Enstaka platser för personer över 65 år - korttidsboende för personer med behov av somatisk vård och omsorg eller med demenssjukdom samt profilboende, permanenta- och korttidsplatser.', '18', NULL, 'LOU19', '', '12000000.00', '', '2027-08-01', '24', '24', 'Pris', '', '', '', '', '3', 'ONGOING', '1'),
('3', 'false', '1', 'DEMO-2026-2', 'Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik)', '23', NULL, 'LOU19', '', '24000000.00', '', '2028-01-01', '24', '24', 'Pris', '', '', '', '', '3', 'ONGOING', '1');

INSERT INTO procurement_checklistitem (id, project_id, kind, answer, reason) VALUES
('1', '1', 'WORKING_CONDITIONS', 'SET', ''),
('4', '2', 'VEHICLES', 'NOT_RELEVANT', 'Inga transporter ingår.'),
('7', '3', 'VEHICLES', 'NOT_RELEVANT', 'Inga transporter ingår.');

INSERT INTO procurement_checklistitemevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, kind, answer, reason) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'WORKING_CONDITIONS', 'SET', ''),
('2', '2026-11-28 14:57:05.842121+01', 'insert', '2', NULL, NULL, '2', '2', 'SUSTAINABILITY', 'SET', '');

INSERT INTO procurement_milestone (id, project_id, "order", code, name, planned_on, done_on, working_days_before_next, is_standstill) VALUES
('1', '1', '1', 'START', 'Uppstartsmöte', '2022-03-18', '2022-03-18', '55', 'false'),
('19', '3', '5', 'OPENED', 'Anbudsöppning', '2027-10-15', NULL, '30', 'false'),
('9', '2', '2', 'STRATEGY', 'Beslut om upphandlingsstrategi', '2027-01-04', NULL, '65', 'false');

INSERT INTO procurement_milestoneevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, "order", code, name, planned_on, done_on, working_days_before_next, is_standstill) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'START', 'Uppstartsmöte', '2022-03-18', '2022-03-18', '55', 'false'),
('10', '2026-11-28 14:57:05.842121+01', 'insert', '10', NULL, NULL, '10', '2', '3', 'DOCUMENTS', 'Beslut om upphandlingsdokument', '2027-04-08', NULL, '1', 'false'),
('15', '2026-11-28 14:57:05.842121+01', 'update', '8', NULL, NULL, '8', '2', '1', 'START', 'Uppstartsmöte', '2026-10-13', '2026-10-13', '55', 'false');

INSERT INTO procurement_milestonetemplate (id, buyer_id, name, is_default) VALUES
('1', '1', 'Upphandling av vård och omsorg', 'true');

INSERT INTO procurement_milestonetemplateevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, name, is_default) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'Upphandling av vård och omsorg', 'true');

INSERT INTO procurement_placementevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, buyer_id, number, case_reference, supplier_id, category_id, contract_id, unit, valid_from, valid_until, price_sek, requested_by_id, approved_by_id, approved_on) VALUES
('1', '2026-11-28 14:56:53.549224+01', 'insert', '1', NULL, NULL, '1', 'false', '1', 'AVR-2022-0003', 'ÄR-2022-8138', '6', '2', '2', '', '2022-08-18', '2024-09-10', NULL, '2', NULL, NULL),
('10', '2026-11-28 14:56:53.549224+01', 'insert', '10', NULL, NULL, '10', 'false', '1', 'AVR-2021-0006', 'ÄR-2021-1548', '44', '2', '15', '', '2021-10-29', '2023-07-04', NULL, '2', NULL, NULL);

INSERT INTO procurement_plannedneedevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, year, name, category_id, area_id, is_added, status, start_by, note, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '2022', 'HVB-hem, Behandling, för barn och unga upp till 20 år', '2', '1', 'false', 'PLANNED', NULL, '', '1'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', '2023', 'Öppenvård - Dagbehandling med grundskola och Dagverksamhet för unga', '2', '8', 'false', 'PLANNED', NULL, '', '1'),
('26', '2026-11-28 14:57:05.842121+01', 'update', '1', NULL, NULL, '1', '1', '2022', 'HVB-hem, Behandling, för barn och unga upp till 20 år', '2', '1', 'false', 'DONE', NULL, '', '1'),
('27', '2026-11-28 14:57:05.842121+01', 'update', '2', NULL, NULL, '2', '1', '2022', 'Jourhem samt plats i behandlingsfamilj för barn/unga', '2', '2', 'false', 'DONE', NULL, '', '1');

INSERT INTO procurement_procurementterm (id, buyer_id, start_months_before, standstill_days) VALUES
('1', '1', '18', '10');

INSERT INTO procurement_procurementtermevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, buyer_id, start_months_before, standstill_days) VALUES
('1', '2026-11-28 15:01:41.955628+01', 'insert', '1', NULL, NULL, '1', '1', '18', '10');

INSERT INTO procurement_project_areas (id, project_id, contractarea_id) VALUES
('1', '1', '5'),
('2', '2', '18'),
('3', '3', '15');

INSERT INTO procurement_project_replaces (id, project_id, contract_id) VALUES
('1', '1', '1');

INSERT INTO procurement_projectarealinkevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, contractarea_id) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '5'),
('2', '2026-11-28 14:57:05.842121+01', 'insert', '2', NULL, NULL, '2', '2', '18');

INSERT INTO procurement_projectdocument (id, is_secret, project_id, title, is_tender, file, media_type, original_name, size, sha256, registry_number, registry_url, uploaded_by_id, uploaded_at) VALUES
('1', 'false', '1', 'xxx', 'false', 'xxx', 'xxx', 'xxx', '1', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01');

INSERT INTO procurement_projectdocumentevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, project_id, title, is_tender, file, media_type, original_name, size, sha256, registry_number, registry_url, uploaded_by_id, uploaded_at) VALUES
('1', '2026-11-28 15:01:41.959835+01', 'insert', '1', NULL, NULL, '1', 'false', '1', 'xxx', 'false', 'xxx', 'xxx', 'xxx', '1', 'xxx', 'xxx', 'xxx', '1', '2026-11-01 09:00:00+01');

INSERT INTO procurement_projectevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, is_secret, buyer_id, number, title, need_id, framework_id, procedure, legal_ground, value_sek, volume_per_year, contract_start, initial_months, option_months, evaluation, call_off_method, eavrop_number, registry_number, registry_url, owner_id, status, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', 'false', '1', 'UPP-2022-AVHOPP', 'Stöd till avhoppare', '7', NULL, 'LOU19', 'LOU 19 kap.', '10000000.00', 'omkring 10 placeringar', '2023-01-01', '24', '24', 'Pris', 'NEEDS', '', '', '', NULL, 'DONE', '1'),
('2', '2026-11-28 14:57:05.842121+01', 'insert', '2', NULL, NULL, '2', 'false', '1', 'DEMO-2026-1', 'Enstaka platser för personer över 65 år - korttidsboende för personer med behov av somatisk vård och omsorg eller med demenssjukdom samt profilboende, permanenta- och korttidsplatser.', '18', NULL, 'LOU19', '', '12000000.00', '', '2027-08-01', '24', '24', 'Pris', '', '', '', '', '3', 'ONGOING', '1');

INSERT INTO procurement_projectmember (id, project_id, role, unit, person_id) VALUES
('1', '1', 'Projektägare, verksamhetschef', 'Socialförvaltningen, IFO', NULL),
('5', '2', 'Upphandlare', 'Upphandlingssektionen', '3'),
('9', '3', 'Sakkunnig', 'Socialförvaltningen', '2');

INSERT INTO procurement_projectmemberevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, role, unit, person_id) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'Projektägare, verksamhetschef', 'Socialförvaltningen, IFO', NULL),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', 'Upphandlare', 'Upphandlingssektionen', NULL);

INSERT INTO procurement_projecttask (id, project_id, title, responsible_id, due_on, status) VALUES
('1', '2', 'Stäm av kraven med verksamheten', '2', '2026-12-19', 'NOT_STARTED'),
('2', '3', 'Stäm av kraven med verksamheten', '2', '2026-12-19', 'NOT_STARTED');

INSERT INTO procurement_projecttaskevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, title, responsible_id, due_on, status) VALUES
('1', '2026-11-28 14:57:05.842121+01', 'insert', '1', NULL, NULL, '1', '2', 'Stäm av kraven med verksamheten', '2', '2026-12-19', 'NOT_STARTED'),
('2', '2026-11-28 14:57:05.842121+01', 'insert', '2', NULL, NULL, '2', '3', 'Stäm av kraven med verksamheten', '2', '2026-12-19', 'NOT_STARTED');

INSERT INTO procurement_risk (id, project_id, text, measure, likelihood, consequence, status) VALUES
('1', '1', 'För få leverantörer utanför länet för placeringar på annan ort.', 'Tidig dialog med marknaden, så att fler lämnar anbud.', '2', '2', 'OPEN'),
('3', '2', 'Få anbud utanför länet.', 'Tidig dialog med marknaden.', '2', '3', 'OPEN'),
('4', '3', 'Få anbud utanför länet.', 'Tidig dialog med marknaden.', '2', '3', 'OPEN');

INSERT INTO procurement_riskevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, text, measure, likelihood, consequence, status) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'För få leverantörer utanför länet för placeringar på annan ort.', 'Tidig dialog med marknaden, så att fler lämnar anbud.', '2', '2', 'OPEN'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', 'Området är nytt och behoven kan bli andra än de vi ser i dag.', 'Behovsanalys med verksamheten och frågor till leverantörerna i en RFI.', '2', '2', 'OPEN');

INSERT INTO procurement_strategysection (id, project_id, key, text, version) VALUES
('1', '1', 'BACKGROUND', 'Vuxna som lämnar gäng eller ett kriminellt liv behöver stöd och ofta skydd. Ramavtal saknas, köpen sker som direktupphandling och har ökat.', '1'),
('3', '1', 'TARGET_GROUP', 'Personer över 18 år som vill lämna ett kriminellt liv. Intressenter: KS AU, socialförvaltningen, anhöriga, leverantörer.', '1'),
('9', '1', 'METHOD', 'LOU 19 kap. Två år och högst två till. Pris utvärderas; modellen kan ändras under arbetet. Avrop hos den som bäst möter den enskildes behov.', '1');

INSERT INTO procurement_strategysectionevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, project_id, key, text, version) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', 'BACKGROUND', 'Vuxna som lämnar gäng eller ett kriminellt liv behöver stöd och ofta skydd. Ramavtal saknas, köpen sker som direktupphandling och har ökat.', '1'),
('10', '2026-11-28 14:56:53.232633+01', 'insert', '10', NULL, NULL, '10', '1', 'ORGANISATION', 'Projektgruppen består av upphandlare och företrädare för IFO.', '1');

INSERT INTO procurement_strategyversion (id, project_id, number, decided_on, decided_by, decided_by_user_id, snapshot) VALUES
('1', '1', '1', '2026-11-01', 'xxx', '1', '{"a": 1}');

INSERT INTO procurement_templatestep (id, template_id, "order", code, name, working_days_before_next, is_standstill) VALUES
('1', '1', '1', 'START', 'Uppstartsmöte', '55', 'false'),
('4', '1', '4', 'ADVERTISED', 'Annonsering', '25', 'false'),
('7', '1', '7', 'CONTRACT_START', 'Avtalsstart', '0', 'false');

INSERT INTO procurement_templatestepevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_context, pgh_context_id, id, template_id, "order", code, name, working_days_before_next, is_standstill) VALUES
('1', '2026-11-28 14:56:53.232633+01', 'insert', '1', NULL, NULL, '1', '1', '1', 'START', 'Uppstartsmöte', '55', 'false'),
('2', '2026-11-28 14:56:53.232633+01', 'insert', '2', NULL, NULL, '2', '1', '2', 'STRATEGY', 'Beslut om upphandlingsstrategi', '65', 'false');

INSERT INTO followup_finding_writers (finding_id, user_id)
SELECT f.id, u.id FROM (SELECT min(id) AS id FROM followup_finding) f, (SELECT min(id) AS id FROM common_user) u;

INSERT INTO followup_statusreport_writers (statusreport_id, user_id)
SELECT r.id, u.id FROM (SELECT min(id) AS id FROM followup_statusreport) r, (SELECT min(id) AS id FROM common_user) u;

INSERT INTO procurement_placement_writers (placement_id, user_id)
SELECT p.id, u.id FROM (SELECT min(id) AS id FROM procurement_placement) p, (SELECT min(id) AS id FROM common_user) u;

INSERT INTO common_unfinishedjob (name, subject, kwargs, tries, begun_at, failed_at, reason, is_given_up) VALUES
('contracts.documents.tasks.read_document_text', 'document_id=1', '{"document_id": 1}', '5', '2026-11-28 14:56:53+01', '2026-11-28 14:57:53+01', 'Filen kan inte läsas.', 'true');
