-- What somebody who knows the rules would write for all of them at once: one line for each clause, nothing
-- checked, explained or left open; no exceptions, conditions, doubts, cycles or hours carried over.
COPY (
WITH credentials (credential, months) AS (VALUES
    ('himss-cahims', 36), ('nha-cpht', 24), ('ptcb-cpht', 24), ('ptcb-cpht-adv', 24),
    ('us-ak-technician', 24), ('us-al-technician', 24), ('us-az-technician', 24), ('us-ca-technician', 24),
    ('us-dc-technician', 24), ('us-fl-technician', 24), ('us-ga-technician', 24),
    ('us-il-certified-technician', 12), ('us-ks-technician', 24), ('us-la-technician', 12),
    ('us-ma-technician', 24), ('us-md-technician', 24), ('us-mi-technician', 24),
    ('us-mi-limited-technician', 24), ('us-mn-technician', 12), ('us-nd-technician', 12),
    ('us-nh-certified-technician', 24), ('us-nh-advanced-technician', 24), ('us-nv-technician', 24),
    ('us-oh-registered-technician', 24), ('us-ok-immunization-permit', 12),
    ('us-or-certified-technician', 24), ('us-ri-technician-2', 24), ('us-sc-registered-technician', 12),
    ('us-sc-state-certified-technician', 12), ('us-sd-technician', 12), ('us-tx-technician', 24),
    ('us-ut-technician', 24), ('us-va-technician', 12), ('us-vt-technician', 24), ('us-wa-technician', 24),
    ('us-wy-technician', 12)
), clauses (credential, clause, at_least, at_most, topics, whom, live) AS (VALUES
    ('himss-cahims', 'total', 45, NULL, NULL, NULL, NULL),
    ('himss-cahims', 'ethics', 2, NULL, ['ethics'], NULL, NULL),
    ('nha-cpht', 'total', 20, NULL, NULL, NULL, NULL),
    ('nha-cpht', 'law', 1, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('nha-cpht', 'patient-safety', 1, NULL, ['05', 'patient-safety', 'medication-errors'], NULL, NULL),
    ('ptcb-cpht', 'total', 20, NULL, NULL, NULL, NULL),
    ('ptcb-cpht', 'law', 1, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('ptcb-cpht', 'patient-safety', 1, NULL, ['05', 'patient-safety', 'medication-errors'], NULL, NULL),
    ('ptcb-cpht', 'technician', 15, NULL, NULL, 'T', NULL),
    ('ptcb-cpht', 'pharmacist-cap', NULL, 5, NULL, 'P', NULL),
    ('ptcb-cpht-adv', 'total', 25, NULL, NULL, NULL, NULL),
    ('ptcb-cpht-adv', 'law', 1, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('ptcb-cpht-adv', 'patient-safety', 1, NULL, ['05', 'patient-safety', 'medication-errors'], NULL, NULL),
    ('ptcb-cpht-adv', 'technician', 15, NULL, NULL, 'T', NULL),
    ('us-ak-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-ak-technician', 'immunizations', 1, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-al-technician', 'total', 6, NULL, NULL, NULL, NULL),
    ('us-al-technician', 'live', 2, NULL, NULL, NULL, true),
    ('us-az-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-az-technician', 'remote-dispensing', 2, NULL, ['remote-dispensing'], NULL, NULL),
    ('us-ca-technician', 'total', 1, NULL, ['cultural-competency'], NULL, NULL),
    ('us-dc-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-dc-technician', 'law', 2, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('us-dc-technician', 'patient-safety', 2, NULL, ['05', 'patient-safety', 'medication-errors'], NULL, NULL),
    ('us-dc-technician', 'cultural-competency', 2, NULL, ['cultural-competency'], NULL, NULL),
    ('us-dc-technician', 'public-health-priorities', 2, NULL, ['public-health'], NULL, NULL),
    ('us-fl-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-fl-technician', 'live', 4, NULL, NULL, NULL, true),
    ('us-fl-technician', 'medication-errors', 2, NULL, ['05', 'medication-errors'], NULL, NULL),
    ('us-fl-technician', 'hiv-aids', 1, NULL, ['02', 'hiv-aids'], NULL, NULL),
    ('us-fl-technician', 'human-trafficking', 1, NULL, ['human-trafficking'], NULL, NULL),
    ('us-fl-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-ga-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-ga-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-il-certified-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-il-certified-technician', 'law', 1, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('us-il-certified-technician', 'patient-safety', 1, NULL, ['05', 'patient-safety'], NULL, NULL),
    ('us-il-certified-technician', 'sexual-harassment', 1, NULL, ['sexual-harassment'], NULL, NULL),
    ('us-il-certified-technician', 'cultural-competency', 1, NULL, ['cultural-competency'], NULL, NULL),
    ('us-il-certified-technician', 'implicit-bias', 1, NULL, ['implicit-bias'], NULL, NULL),
    ('us-ks-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-la-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-la-technician', 'technician', 10, NULL, NULL, 'T', NULL),
    ('us-ma-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-md-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-md-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-mi-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-mi-technician', 'law-or-ethics', 1, NULL, ['03', 'law', 'state-law', 'ethics'], NULL, NULL),
    ('us-mi-technician', 'pain', 1, NULL, ['08', 'pain'], NULL, NULL),
    ('us-mi-technician', 'patient-safety', 1, NULL, ['05', 'patient-safety'], NULL, NULL),
    ('us-mi-technician', 'implicit-bias', 2, NULL, ['implicit-bias'], NULL, NULL),
    ('us-mi-limited-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-mi-limited-technician', 'law-or-ethics', 1, NULL, ['03', 'law', 'state-law', 'ethics'], NULL, NULL),
    ('us-mi-limited-technician', 'pain', 1, NULL, ['08', 'pain'], NULL, NULL),
    ('us-mi-limited-technician', 'patient-safety', 1, NULL, ['05', 'patient-safety'], NULL, NULL),
    ('us-mi-limited-technician', 'implicit-bias', 2, NULL, ['implicit-bias'], NULL, NULL),
    ('us-mn-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-mn-technician', 'technician', 20, NULL, NULL, 'T', NULL),
    ('us-nd-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-nh-certified-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-nh-certified-technician', 'compounding', 4, NULL, ['07', 'compounding'], NULL, NULL),
    ('us-nh-advanced-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-nh-advanced-technician', 'compounding', 4, NULL, ['07', 'compounding'], NULL, NULL),
    ('us-nv-technician', 'total', 12, NULL, NULL, NULL, NULL),
    ('us-nv-technician', 'state-law', 1, NULL, ['state-law'], NULL, NULL),
    ('us-oh-registered-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-oh-registered-technician', 'technician', 10, NULL, NULL, 'T', NULL),
    ('us-oh-registered-technician', 'law', 2, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('us-oh-registered-technician', 'patient-safety', 2, NULL, ['05', 'patient-safety'], NULL, NULL),
    ('us-ok-immunization-permit', 'total', 1, NULL, NULL, NULL, NULL),
    ('us-ok-immunization-permit', 'immunizations', 1, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-or-certified-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-or-certified-technician', 'law', 2, NULL, ['03', 'law', 'state-law'], NULL, NULL),
    ('us-or-certified-technician', 'patient-safety', 2, NULL, ['05', 'patient-safety'], NULL, NULL),
    ('us-or-certified-technician', 'cultural-competency', 2, NULL, ['cultural-competency'], NULL, NULL),
    ('us-ri-technician-2', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-sc-registered-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-sc-state-certified-technician', 'total', 10, NULL, NULL, NULL, NULL),
    ('us-sd-technician', 'total', 6, NULL, NULL, NULL, NULL),
    ('us-tx-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-tx-technician', 'state-law', 1, NULL, ['state-law'], NULL, NULL),
    ('us-ut-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-ut-technician', 'live', 6, NULL, NULL, NULL, true),
    ('us-ut-technician', 'law-or-ethics', 1, NULL, ['03', 'law', 'state-law', 'ethics'], NULL, NULL),
    ('us-ut-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-va-technician', 'total', 5, NULL, NULL, NULL, NULL),
    ('us-vt-technician', 'total', 6, NULL, NULL, NULL, NULL),
    ('us-vt-technician', 'immunizations', 2, NULL, ['06', 'immunizations'], NULL, NULL),
    ('us-wa-technician', 'total', 20, NULL, NULL, NULL, NULL),
    ('us-wa-technician', 'health-equity', 1, NULL, ['health-equity'], NULL, NULL),
    ('us-wy-technician', 'total', 6, NULL, NULL, NULL, NULL),
    ('us-wy-technician', 'immunizations', 1, NULL, ['06', 'immunizations'], NULL, NULL)
), held AS (
    SELECT person, credential, expires AS term_ends,
        greatest(issued, (expires + INTERVAL 1 DAY - to_months(months))::DATE) AS term_starts
    FROM '{folder}/holdings.parquet' JOIN credentials USING (credential) WHERE expires IS NOT NULL
), taken AS (
    SELECT person, date, hours, coalesce(status, 'done') = 'done' AND date <= DATE '{on}' AS done,
        coalesce(substr(uan, -4, 2), topic) AS about, right(uan, 1) AS whom,
        coalesce(substr(uan, -5, 1) = 'L', format = 'live') AS live,
        coalesce(left(uan, 16) || substr(uan, -4, 2), concat(date, hours, status)) AS activity
    FROM '{folder}/credits.parquet' WHERE hours BETWEEN 0 AND 1000
), once AS (
    SELECT person, credential, term_starts, term_ends, activity,
        max(hours) AS hours, bool_or(done) AS done, any_value(about) AS about, any_value(whom) AS whom,
        bool_or(live) AS live
    FROM held JOIN taken USING (person) WHERE date BETWEEN term_starts AND term_ends GROUP BY ALL
), summed AS (
    SELECT person, credential, term_starts, term_ends, clause,
        sum(hours) FILTER (done) AS done, sum(hours) FILTER (NOT done) AS planned
    FROM once JOIN clauses USING (credential)
    WHERE (topics IS NULL OR list_contains(topics, about)) AND (clauses.whom IS NULL OR once.whom = clauses.whom)
        AND (clauses.live IS NULL OR once.live)
    GROUP BY ALL
), counted AS (
    SELECT held.*, clause, at_least, coalesce(at_least, at_most)::DOUBLE AS needed,
        least(coalesce(done, 0), coalesce(at_most, 1000000)) AS counted,
        coalesce(planned, 0) AS planned,
        greatest(coalesce(at_least, 0) - coalesce(done, 0), 0) AS missing
    FROM held JOIN clauses USING (credential)
    LEFT JOIN summed USING (person, credential, term_starts, term_ends, clause)
), judged AS (
    SELECT *,
        max(missing) OVER whole AS hours_to_go,
        bool_and(missing <= planned) OVER whole AS in_plan
    FROM counted WINDOW whole AS (PARTITION BY person, credential, term_starts, term_ends)
)
SELECT person, credential, term_starts, term_ends,
    CASE WHEN term_ends < DATE '{on}' THEN 'lapsed' WHEN hours_to_go = 0 THEN 'met'
        WHEN in_plan THEN 'planned' ELSE 'short' END AS status,
    hours_to_go, clause, 'hours' AS unit, needed, counted, missing,
    CASE WHEN missing = 0 THEN 'met' ELSE 'short' END AS state
FROM judged ORDER BY person, credential, term_starts, term_ends, clause
) TO '{out}' (FORMAT parquet);
