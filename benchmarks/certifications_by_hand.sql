-- What somebody who knows the two certifications would write, with nothing checked, explained or left open.
COPY (
WITH held AS (
    SELECT person, credential, expires AS term_ends,
        CASE WHEN issued > expires + INTERVAL 1 DAY - INTERVAL 24 MONTH
                OR date_trunc('month', issued + INTERVAL 24 MONTH) = date_trunc('month', expires) THEN issued
            ELSE (expires + INTERVAL 1 DAY - INTERVAL 24 MONTH)::DATE END AS term_starts
    FROM '{folder}/holdings.parquet'
    WHERE credential IN ('ptcb-cpht', 'nha-cpht') AND expires IS NOT NULL
), taken AS (
    SELECT person, date, hours, coalesce(status, 'done') = 'done' AS done,
        coalesce(substr(uan, -4, 2), topic) AS about, right(uan, 1) AS whom,
        format = 'college-course' AS college,
        coalesce(left(uan, 16) || substr(uan, -4, 2), concat(date, hours, status)) AS activity,
        uan IS NOT NULL OR accreditation = 'acpe' AS acpe
    FROM '{folder}/credits.parquet' WHERE hours BETWEEN 0 AND 1000
), once AS (
    SELECT person, credential, term_starts, term_ends, activity,
        max(hours) AS hours, bool_or(done) AS done, any_value(about) AS about, any_value(whom) AS whom,
        bool_or(college) AS college, bool_or(acpe) AS acpe
    FROM held JOIN taken USING (person) WHERE date BETWEEN term_starts AND term_ends GROUP BY ALL
), summed AS (
    SELECT held.*,
        coalesce(sum(hours) FILTER (done AND coalesce(whom, 'T') = 'T' AND NOT coalesce(college, false)), 0)
            AS free,
        coalesce(sum(hours) FILTER (done AND whom = 'P'), 0) AS pharmacist,
        coalesce(sum(hours) FILTER (done AND college), 0) AS college,
        coalesce(sum(hours) FILTER (done AND about IN ('03', 'law', 'state-law')), 0) AS law,
        coalesce(sum(hours) FILTER (done AND about IN ('05', 'patient-safety', 'medication-errors')), 0)
            AS safety,
        coalesce(sum(hours) FILTER (done AND whom = 'T'), 0) AS technician,
        coalesce(sum(hours) FILTER (done AND NOT acpe), 0) AS other,
        coalesce(sum(hours) FILTER (NOT done), 0) AS planned
    FROM held LEFT JOIN once USING (person, credential, term_starts, term_ends) GROUP BY ALL
), judged AS (
    SELECT *, credential = 'ptcb-cpht' AS ptcb,
        CASE WHEN ptcb THEN free + least(pharmacist, 5) + least(college, 10)
            ELSE free + pharmacist + college END AS total
    FROM summed
), clauses AS (
    SELECT *, unnest([
        {{'clause': 'total', 'needed': 20.0, 'counted': total}},
        {{'clause': 'law', 'needed': 1.0, 'counted': law}},
        {{'clause': 'patient-safety', 'needed': 1.0, 'counted': safety}}
    ] || CASE WHEN ptcb THEN [
        {{'clause': 'technician', 'needed': 15.0, 'counted': technician + other}},
        {{'clause': 'pharmacist-cap', 'needed': 5.0, 'counted': least(pharmacist, 5)}},
        {{'clause': 'college-course-cap', 'needed': 10.0, 'counted': least(college, 10)}}
    ] ELSE [] END) AS one,
    greatest(20 - total, greatest(1 - law, 0) + greatest(1 - safety, 0),
        CASE WHEN ptcb THEN 15 - technician - other ELSE 0 END, 0) AS hours_to_go
    FROM judged
)
SELECT person, credential, term_starts, term_ends,
    CASE WHEN term_ends < DATE '{on}' THEN 'lapsed' WHEN hours_to_go = 0 THEN 'met'
        WHEN hours_to_go <= planned THEN 'planned' ELSE 'short' END AS status,
    hours_to_go, one.clause AS clause, 'hours' AS unit, one.needed AS needed,
    one.counted AS counted,
    CASE WHEN one.clause LIKE '%-cap' THEN 0 ELSE greatest(one.needed - one.counted, 0) END AS missing,
    CASE WHEN missing = 0 THEN 'met' ELSE 'short' END AS state
FROM clauses ORDER BY person, credential, term_starts, term_ends, clause
) TO '{out}' (FORMAT parquet, COMPRESSION zstd);
