-- The matrix of a portfolio by hand: quartiles of the potentials, row and column of each client, counts and sums.
WITH clients AS (
    SELECT text_1 AS client, number_1 AS revenue, number_2 AS potential, number_1 / number_2 AS share
    FROM lever_rows
    WHERE file_id = $file_id AND number_2 > 0 AND number_1 <= number_2
),
limits AS (SELECT quantile_cont(potential, [0.25, 0.5, 0.75]) AS quartiles FROM clients),
placed AS (
    SELECT *,
           CASE WHEN share >= 0.75 THEN 1 WHEN share >= 0.5 THEN 2 WHEN share >= 0.25 THEN 3 ELSE 4 END AS row_of,
           1 + (potential > quartiles[1])::INTEGER + (potential > quartiles[2])::INTEGER + (potential > quartiles[3])::INTEGER AS column_of
    FROM clients, limits
)
SELECT row_of, column_of, count(*), sum(potential - revenue)
FROM placed
GROUP BY row_of, column_of
ORDER BY row_of, column_of
