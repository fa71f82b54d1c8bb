-- What was shown in these groups of these KAMs and is there no more.
SELECT g.gone_id, g.cell FROM gone g SEMI JOIN named USING (place) WHERE g.cell <> 0
