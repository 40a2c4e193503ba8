-- What somebody who knows SQL and the two certifications well would write to have the same answers.
COPY (

-- Each holding and its term; without a printed end nobody can tell it.
WITH held AS (
    SELECT person, credential, credential = 'ptcb-cpht' AS ptcb, file_row_number AS holding, expires AS term_ends,
        CASE WHEN issued > expires + INTERVAL 1 DAY - INTERVAL 24 MONTH
                OR date_trunc('month', issued + INTERVAL 24 MONTH) = date_trunc('month', expires) THEN issued
            ELSE (expires + INTERVAL 1 DAY - INTERVAL 24 MONTH)::DATE END AS term_starts
    FROM '{folder}/holdings.parquet' SEMI JOIN (
        FROM '{folder}/people.parquet' WHERE birthday >= DATE '1900-01-01' AND state <> 'us-xx' AND json_valid(facts)
    ) USING (person)
    WHERE credential IN ('ptcb-cpht', 'nha-cpht') AND coalesce(issued >= DATE '1900-01-01', true)

-- Each credit in its term: under which clauses it falls (a bit for each: total, law, patient safety, technician,
-- and PTCB's two caps), and of what no more than so many hours count. To PTCB, hours in service count nowhere,
-- and hours of which neither accreditation nor form is told count toward the caps alone.
), taken AS (
    SELECT holding, hours, coalesce(status, 'done') = 'done' AND date <= DATE '{on}' AS done,
        coalesce(topic, substr(uan, -4, 2)) AS about,
        CASE WHEN about IN ('03', 'law', 'state-law') THEN 2 WHEN about IN ('05', 'patient-safety', 'medication-errors')
            THEN 4 ELSE 0 END + 1 AS plain,
        CASE WHEN NOT ptcb THEN 0 WHEN ends_with(uan, 'P') THEN 5
            WHEN coalesce(uan, accreditation) IS NULL OR format = 'college-course' THEN 10 ELSE 0 END AS cap,
        CASE WHEN NOT ptcb THEN plain WHEN ends_with(uan, 'T') THEN plain + 8
            WHEN uan IS NOT NULL THEN plain + 16
            WHEN accreditation IS NULL THEN 32 + CASE WHEN audience = 'technician' THEN 0 ELSE 16 END
            WHEN format = 'college-course' THEN plain + 40 ELSE plain + 8 END AS clauses,
        CASE WHEN uan IS NULL THEN hash(date, hours, status)
            ELSE hash(left(uan, 16), substr(uan, -4, 2)) END AS activity
    FROM '{folder}/credits.parquet' JOIN held USING (person)
    WHERE hours BETWEEN 0 AND 1000 AND date BETWEEN term_starts AND term_ends
        AND topic IS DISTINCT FROM 'pharmacy' AND coalesce(length(uan) = 22, true)
        AND NOT (ptcb AND coalesce(format = 'in-service', false))

-- Each activity once: done rather than planned, then the longer, then what serves more clauses. All of it is
-- one number, so that the best is the largest.
), once AS (
    SELECT holding, max((((done::BIGINT << 24 | round(hours * 10000)::BIGINT) << 3 | bit_count(clauses & 15)) << 6
        | clauses) << 4 | cap) AS best
    FROM taken GROUP BY holding, activity
), unpacked AS (
    SELECT holding, nullif(best & 15, 0) AS cap, (best >> 4 & 63)::UTINYINT AS clauses,
        (best >> 13 & 16777215) / 10000 AS hours, best >> 37 = 1 AS done
    FROM once
), under_caps AS (
    SELECT holding, done, cap,
        sum(hours) FILTER ((clauses & 1) > 0) AS total, sum(hours) FILTER ((clauses & 2) > 0) AS law,
        sum(hours) FILTER ((clauses & 4) > 0) AS safety, sum(hours) FILTER ((clauses & 8) > 0) AS technician,
        sum(hours) FILTER ((clauses & 16) > 0) AS pharmacist, sum(hours) FILTER ((clauses & 32) > 0) AS college
    FROM unpacked GROUP BY ALL
), summed AS (
    SELECT holding, sum(least(total, cap)) FILTER (done AND total > 0) AS total,
        sum(least(law, cap)) FILTER (done AND law > 0) AS law,
        sum(least(safety, cap)) FILTER (done AND safety > 0) AS safety,
        sum(least(technician, cap)) FILTER (done AND technician > 0) AS technician,
        sum(pharmacist) FILTER (done) AS pharmacist, sum(college) FILTER (done) AS college,
        sum(total) FILTER (NOT done) AS total_more, sum(law) FILTER (NOT done) AS law_more,
        sum(safety) FILTER (NOT done) AS safety_more, sum(technician) FILTER (NOT done) AS technician_more
    FROM under_caps GROUP BY ALL

-- What is lacking, now and when all is done that is planned.
), lacking AS (
    SELECT *, greatest(20 - coalesce(total, 0), 0) AS lacks_total, greatest(1 - coalesce(law, 0), 0) AS lacks_law,
        greatest(1 - coalesce(safety, 0), 0) AS lacks_safety,
        CASE WHEN ptcb THEN greatest(15 - coalesce(technician, 0), 0) ELSE 0 END AS lacks_technician,
        term_starts > DATE '{on}' AS later,
        CASE WHEN later THEN 0
            ELSE greatest(lacks_total, lacks_law + lacks_safety, lacks_technician) END AS hours_to_go,
        lacks_total <= coalesce(total_more, 0) AND lacks_law <= coalesce(law_more, 0)
            AND lacks_safety <= coalesce(safety_more, 0) AND lacks_technician <= coalesce(technician_more, 0) AS in_plan
    FROM held LEFT JOIN summed USING (holding)

-- The rows in their order, a holding's clauses after it was sorted.
), sorted AS (
    SELECT *, CASE WHEN term_ends IS NULL THEN 'unknown' WHEN term_ends < DATE '{on}' THEN 'lapsed'
        WHEN hours_to_go = 0 THEN 'met' WHEN in_plan THEN 'planned' ELSE 'short' END AS status
    FROM lacking ORDER BY person, credential
), clauses AS (
    SELECT person, credential, term_starts, term_ends, status, hours_to_go, later,
        unnest(CASE WHEN term_ends IS NULL THEN [NULL] ELSE [
            {{'clause': 'total', 'needed': 20.0, 'counted': total, 'missing': lacks_total}},
            {{'clause': 'law', 'needed': 1.0, 'counted': law, 'missing': lacks_law}},
            {{'clause': 'patient-safety', 'needed': 1.0, 'counted': safety, 'missing': lacks_safety}}
        ] || CASE WHEN ptcb THEN [
            {{'clause': 'technician', 'needed': 15.0, 'counted': technician, 'missing': lacks_technician}},
            {{'clause': 'pharmacist-cap', 'needed': 5.0, 'counted': pharmacist, 'missing': 0}},
            {{'clause': 'college-course-cap', 'needed': 10.0, 'counted': college, 'missing': 0}}
        ] ELSE [] END END) AS one
    FROM sorted
)
SELECT person, credential, term_starts, term_ends, status, coalesce(hours_to_go, 0) AS hours_to_go,
    one.clause AS clause, CASE WHEN one IS NOT NULL THEN 'hours' END AS unit, one.needed AS needed,
    CASE WHEN clause LIKE '%-cap' THEN least(coalesce(one.counted, 0), one.needed)
        WHEN one IS NOT NULL THEN coalesce(one.counted, 0) END AS counted, one.missing AS missing,
    CASE WHEN one IS NULL THEN NULL WHEN clause LIKE '%-cap' THEN 'met' WHEN later THEN 'not-yet'
        WHEN missing = 0 THEN 'met' ELSE 'short' END AS state
FROM clauses
) TO '{out}' (FORMAT parquet);
