"""Days and times where a page does not say how: as they are written everywhere else."""
