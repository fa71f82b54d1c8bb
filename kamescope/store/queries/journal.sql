-- Every import, the newest first, with how many of its questionnaires wait now.
SELECT i.import_id, i.file, i.layout, i.imported_at, i.respondents, i.answers, i.blanks, i.skipped, i.replaced,
       coalesce(w.waiting, 0), i.demo, i.released, i.undone_at, i.issues, i.set_aside, i.left_out, i.mapping, i.campaigns, i.kams
FROM imports i
LEFT JOIN (
    SELECT import_id, count(*) AS waiting FROM respondents WHERE state = 'waiting' GROUP BY import_id
) w USING (import_id)
ORDER BY i.import_id DESC
