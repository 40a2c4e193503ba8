-- What somebody who knows SQL and the rules well would write to have the answers for all credentials at once.
-- What it leaves out stands in README.md beside it.

-- Topics by number: the first eight are those of a UAN; a state's own law follows law of a state.
SET VARIABLE topics = [
    'disease-state-management', 'hiv-aids', 'law', 'general-pharmacy', 'patient-safety', 'immunizations',
    'compounding', 'pain-management-opioids', 'state-law', 'us-tx', 'us-nv', 'medication-errors',
    'sterile-compounding', 'cultural-competency', 'implicit-bias', 'human-trafficking', 'ethics'
];
-- By whom an hour is vouched for, or what it is where that matters more; 0: not told.
SET VARIABLE standings = ['acpe', 'board-approved', 'cme', 'in-service', 'college-course', 'other'];

-- Each credential: months of its term; the day and the parity of years on which a term ends that no paper
-- tells; whose hours count (NULL: all); in which days, if not in the term; by how many months before its end a
-- first term was issued in which nothing is owed, or less; the status where nothing is asked or missing.
CREATE TEMP TABLE credentials AS
    SELECT *, row_number() OVER (ORDER BY credential) AS code,
        make_date(year(DATE '{on}') + later + coalesce((year(DATE '{on}') + later) % 2 <> parity, false)::INT,
            left(day, 2)::INT, right(day, 2)::INT) AS next_end
    FROM (SELECT *, (day < strftime(DATE '{on}', '%m-%d'))::INT AS later FROM (FROM (VALUES
    ('ptcb-cpht', 24, NULL, NULL,
        ['acpe', 'board-approved', 'cme', 'college-course', 'other'], NULL, NULL, NULL, 'met'),
    ('ptcb-cpht-adv', 24, NULL, NULL,
        ['acpe', 'board-approved', 'cme', 'college-course', 'other'], 'months', NULL, NULL, 'met'),
    ('us-ak-technician', 24, '06-30', 0, NULL, NULL, NULL, NULL, 'met'),
    ('us-al-technician', 24, '12-31', 1, ['acpe', 'board-approved'], NULL, 12, 24, 'met'),
    ('us-ar-technician', 24, '12-31', 0, NULL, NULL, NULL, NULL, 'check'),
    ('us-az-technician', 24, NULL, NULL, ['acpe', 'board-approved'], NULL, 99, NULL, 'met'),
    ('us-ca-technician', 24, NULL, NULL, ['acpe', 'board-approved'], 'months', NULL, NULL, 'met'),
    ('us-ct-technician', 12, '03-31', NULL, NULL, NULL, NULL, NULL, 'not-required'),
    ('us-dc-technician', 24, NULL, NULL, ['acpe', 'board-approved', 'college-course'], 'months', 99, NULL, 'met'),
    ('us-fl-technician', 24, '12-31', 0, ['acpe', 'board-approved'], NULL, 12, NULL, 'met'),
    ('us-ga-technician', 24, '06-30', 1, NULL, 'months', 6, 18, 'met'),
    ('us-hi-technician', 24, '12-31', 1, NULL, NULL, NULL, NULL, 'not-required'),
    ('us-il-registered-technician', 12, '03-31', NULL, NULL, NULL, NULL, NULL, 'check'),
    ('us-il-certified-technician', 12, '03-31', NULL, ['acpe', 'board-approved'], NULL, 99, NULL, 'met'),
    ('us-ks-technician', 24, NULL, NULL, ['acpe', 'board-approved'], NULL, NULL, 24, 'met'),
    ('us-ky-technician', 12, '03-31', NULL, NULL, NULL, NULL, NULL, 'not-required'),
    ('us-la-technician', 12, '06-30', NULL, ['acpe'], NULL, 99, NULL, 'met'),
    ('us-ma-technician', 24, NULL, NULL, NULL, 'today', NULL, NULL, 'not-required'),
    ('us-md-technician', 24, NULL, NULL, ['acpe', 'board-approved'], 'months', NULL, 99, 'met'),
    ('us-mi-technician', 24, NULL, NULL, ['acpe', 'board-approved'], 'months', 23, NULL, 'met'),
    ('us-mi-limited-technician', 24, NULL, NULL, ['acpe', 'board-approved'], 'months', 23, NULL, 'met'),
    ('us-mn-technician', 12, '12-31', NULL, ['acpe', 'board-approved'], 'cycle', NULL, NULL, 'met'),
    ('us-mo-technician', 12, '05-31', NULL, NULL, NULL, NULL, NULL, 'check'),
    ('us-ms-technician', 12, '03-31', NULL, NULL, NULL, NULL, NULL, 'not-required'),
    ('us-nc-technician', 12, '12-31', NULL, NULL, NULL, NULL, NULL, 'met'),
    ('us-nc-certified-technician', 12, '12-31', NULL, NULL, NULL, NULL, NULL, 'met'),
    ('us-ne-technician', 24, '01-01', 1, NULL, NULL, NULL, NULL, 'met'),
    ('us-nv-technician', 24, '10-31', 0, NULL, 'months', NULL, NULL, 'met'),
    ('us-nv-trainee', 24, '10-31', 0, NULL, NULL, NULL, NULL, 'check'),
    ('us-oh-registered-technician', 24, '03-31', 0, NULL, 'months', 6, NULL, 'met'),
    ('us-or-technician', 24, NULL, NULL, ['acpe', 'board-approved', 'cme'], NULL, NULL, NULL, 'check'),
    ('us-or-certified-technician', 24, '06-30', 0, ['acpe', 'board-approved', 'cme'], NULL, NULL, NULL, 'met'),
    ('us-ri-technician-1', 24, '12-31', 0, NULL, NULL, NULL, NULL, 'check'),
    ('us-sc-registered-technician', 12, '06-30', NULL, ['acpe', 'cme'], NULL, 99, NULL, 'not-required'),
    ('us-sd-technician', 12, '10-31', NULL, NULL, NULL, NULL, NULL, 'met'),
    ('us-sd-technician-in-training', 12, '10-31', NULL, NULL, NULL, NULL, NULL, 'met'),
    ('us-tx-technician', 24, NULL, NULL, ['acpe', 'board-approved', 'in-service'], NULL, 99, NULL, 'met'),
    ('us-ut-technician', 24, '09-30', 1, NULL, NULL, NULL, 24, 'met'),
    ('us-va-technician', 12, NULL, NULL, ['acpe', 'cme', 'board-approved'], 'year', NULL, NULL, 'met'),
    ('us-vt-technician', 24, '07-31', 1, NULL, NULL, NULL, NULL, 'met'),
    ('us-wa-technician', 24, NULL, NULL, ['acpe'], NULL, NULL, NULL, 'met'),
    ('us-wi-technician', 24, '05-31', 0, NULL, NULL, NULL, NULL, 'check'),
    ('us-wy-technician', 12, NULL, NULL, NULL, 'year', NULL, NULL, 'met')
    ) AS t (credential, months, day, parity, accepts, days, waived, reduced, idle) UNION ALL BY NAME FROM (VALUES
    ('apha-technician-immunization', NULL, 'check'), ('nha-cpht', 24, 'met'),
    ('ptcb-billing-reimbursement', NULL, 'check'), ('ptcb-controlled-substances-diversion', NULL, 'check'),
    ('ptcb-cspt', 12, 'check'), ('ptcb-hazardous-drug-management', NULL, 'check'),
    ('ptcb-immunization', NULL, 'check'), ('ptcb-medication-history', NULL, 'check'),
    ('ptcb-regulatory-compliance', NULL, 'check'), ('ptcb-tpv', NULL, 'check'), ('us-az-trainee', 36, 'check'),
    ('us-co-technician', NULL, 'met'), ('us-co-provisional', 18, 'check'), ('us-dc-trainee', NULL, 'check'),
    ('us-ia-certified-technician', 24, 'met'), ('us-ia-trainee', 12, 'check'),
    ('us-id-certified-technician', NULL, 'check'), ('us-id-technician-in-training', NULL, 'check'),
    ('us-in-technician', 24, 'check'), ('us-in-technician-in-training', 12, 'check'),
    ('us-la-candidate', NULL, 'check'), ('us-ma-trainee', 24, 'check'), ('us-me-technician', 12, 'check'),
    ('us-mi-temporary-technician', NULL, 'check'), ('us-mt-technician', NULL, 'check'),
    ('us-mt-provisional-technician', 12, 'check'), ('us-nd-technician', 12, 'met'), ('us-nd-trainee', 12, 'check'),
    ('us-nh-registered-technician', 24, 'check'), ('us-nh-certified-technician', 24, 'met'),
    ('us-nh-advanced-technician', 24, 'met'), ('us-nj-technician', 24, 'not-required'),
    ('us-nj-technician-applicant', NULL, 'check'), ('us-nm-certified-technician', 24, 'check'),
    ('us-nm-noncertified-technician', 12, 'check'), ('us-ny-registered-technician', 36, 'check'),
    ('us-oh-trainee', 12, 'check'), ('us-oh-certified-technician', 24, 'check'), ('us-ok-technician', 12, 'met'),
    ('us-pa-technician', 24, 'check'), ('us-pa-trainee', 24, 'check'), ('us-pr-technician', 36, 'met'),
    ('us-tn-registered-technician', 24, 'not-required'), ('us-tx-technician-trainee', NULL, 'not-required'),
    ('us-ut-technician-trainee', NULL, 'not-required'), ('us-va-technician-trainee', NULL, 'check'),
    ('us-vt-technician-trainee', NULL, 'check'), ('us-wa-technician-in-training', NULL, 'check'),
    ('us-wv-technician', 24, 'met'), ('us-wv-technician-trainee', NULL, 'not-required'),
    ('us-wy-technician-in-training', 24, 'not-required')
    ) AS t (credential, months, idle)));

-- What must go on being true: that one is certified, was registered before a day, or so few months ago that a
-- training is not due yet (where a renewal shows that it was done: `renewed`); and what is said if not
-- (`likely`: the board accepts a certification where there is one, else an answer is missing).
CREATE TEMP TABLE keeps AS FROM (VALUES
    ('ptcb-cspt', false, NULL, NULL, false, 'check'),
    ('us-al-technician', true, DATE '2020-01-01', 6, false, 'short'),
    ('us-co-technician', true, NULL, NULL, false, 'short'),
    ('us-ia-certified-technician', true, NULL, NULL, false, 'short'),
    ('us-id-certified-technician', true, NULL, NULL, false, 'unknown'),
    ('us-il-registered-technician', false, DATE '2017-01-01', 24, false, 'short'),
    ('us-ks-technician', true, DATE '2017-07-01', 30, false, 'short'),
    ('us-mi-limited-technician', false, NULL, NULL, false, 'unknown'),
    ('us-mn-technician', false, NULL, 12, true, 'short'), ('us-mt-technician', true, NULL, NULL, false, 'unknown'),
    ('us-mt-provisional-technician', true, NULL, 12, false, 'short'),
    ('us-nc-technician', false, NULL, NULL, false, 'unknown'),
    ('us-nc-certified-technician', true, NULL, NULL, false, 'short'),
    ('us-nd-trainee', false, NULL, 24, false, 'unknown'), ('us-ne-technician', false, NULL, 12, false, 'likely'),
    ('us-nh-certified-technician', true, NULL, NULL, false, 'short'),
    ('us-nh-advanced-technician', true, NULL, NULL, false, 'unknown'),
    ('us-nm-certified-technician', true, NULL, NULL, false, 'short'),
    ('us-nm-noncertified-technician', true, NULL, 12, false, 'unknown'),
    ('us-oh-certified-technician', false, NULL, NULL, false, 'likely'),
    ('us-ok-technician', false, NULL, NULL, false, 'unknown'),
    ('us-or-technician', false, DATE '2999-01-01', NULL, false, 'unknown'),
    ('us-or-certified-technician', false, DATE '2999-01-01', NULL, false, 'unknown'),
    ('us-sd-technician', true, DATE '2011-07-01', 24, false, 'short'),
    ('us-sd-technician-in-training', true, NULL, 24, false, 'unknown'),
    ('us-wv-technician', true, DATE '2014-07-01', NULL, false, 'short')
) AS t (credential, certified, before, within, renewed, otherwise);

-- Each clause: a number within its credential, the least or the most (NULL: nobody found out), what is asked of
-- a first term that owes less; topics; what else an hour must be; in which case it is asked; and marks: `kept`
-- where nothing else is owed, `once` in a career, `any` hour counts, `open` whether it is in force, `unknown`
-- without an answer that nobody gives; the `certified`, or those by PTCB for two years (`renewed`), owe nothing;
-- a first term owes by its days (`daily`) or months (`monthly`). Number 7 counts activities, not hours.
CREATE TEMP TABLE clauses AS
    SELECT c.*, code, row_number() OVER () AS number FROM credentials JOIN (VALUES
    ('nha-cpht', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('nha-cpht', 2, 'law', 1, NULL, NULL, ['law'], NULL, NULL, ''),
    ('nha-cpht', 3, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('ptcb-cpht', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('ptcb-cpht', 2, 'law', 1, NULL, NULL, ['law'], NULL, NULL, ''),
    ('ptcb-cpht', 3, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('ptcb-cpht', 4, 'technician', 15, NULL, NULL, NULL, 'technician-if-acpe', NULL, ''),
    ('ptcb-cpht', 5, 'pharmacist-cap', NULL, 5, NULL, NULL, 'pharmacist', NULL, ''),
    ('ptcb-cpht', 6, 'college-course-cap', NULL, 10, NULL, NULL, 'college-course', NULL, ''),
    ('ptcb-cpht-adv', 1, 'total', 25, NULL, NULL, NULL, NULL, NULL, ''),
    ('ptcb-cpht-adv', 2, 'law', 1, NULL, NULL, ['law'], NULL, NULL, ''),
    ('ptcb-cpht-adv', 3, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('ptcb-cpht-adv', 4, 'technician', 15, NULL, NULL, NULL, 'technician-if-acpe', NULL, 'open'),
    ('ptcb-cspt', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-ak-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-ak-technician', 2, 'immunizations', 1, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'open'),
    ('us-al-technician', 1, 'total', 6, NULL, 3, NULL, NULL, NULL, ''),
    ('us-al-technician', 2, 'live', 2, NULL, 1, NULL, 'live', NULL, ''),
    ('us-az-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-az-technician', 2, 'remote-dispensing', 2, NULL, NULL, ['remote-dispensing'], NULL, NULL, 'kept once unknown'),
    ('us-ca-technician', 1, 'total', 1, NULL, NULL, ['cultural-competency'], NULL, NULL, ''),
    ('us-co-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, 'certified'),
    ('us-dc-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-dc-technician', 2, 'law', 2, NULL, NULL, ['law'], NULL, NULL, ''),
    ('us-dc-technician', 3, 'patient-safety', 2, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-dc-technician', 4, 'cultural-competency', 2, NULL, NULL, ['cultural-competency'], NULL, NULL, ''),
    ('us-dc-technician', 5, 'public-health-priorities', 2, NULL, NULL, NULL, NULL, NULL, 'open'),
    ('us-fl-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-fl-technician', 2, 'live', 4, NULL, NULL, NULL, 'live', NULL, ''),
    ('us-fl-technician', 3, 'medication-errors', 2, NULL, NULL, ['medication-errors'], NULL, NULL, ''),
    ('us-fl-technician', 4, 'hiv-aids', 1, NULL, NULL, ['hiv-aids'], NULL, 'first', 'kept once'),
    ('us-fl-technician', 5, 'human-trafficking', 1, NULL, NULL, ['human-trafficking'], NULL, NULL, 'once'),
    ('us-fl-technician', 6, 'immunizations', 2, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'kept'),
    ('us-ga-technician', 1, 'total', 20, NULL, 10, NULL, NULL, NULL, ''),
    ('us-ga-technician', 2, 'immunizations', 2, NULL, 2, ['immunizations'], 'acpe', 'vaccines', 'open'),
    ('us-il-certified-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-il-certified-technician', 2, 'law', 1, NULL, NULL, ['law'], NULL, NULL, ''),
    ('us-il-certified-technician', 3, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-il-certified-technician', 4, 'sexual-harassment', 1, NULL, NULL, ['sexual-harassment'], NULL, NULL, ''),
    ('us-il-certified-technician', 5, 'cultural-competency', 1, NULL, NULL, ['cultural-competency'], NULL, NULL, ''),
    ('us-il-certified-technician', 6, 'implicit-bias', 1, NULL, NULL, ['implicit-bias'], NULL, NULL, 'open'),
    ('us-ks-technician', 1, 'total', 20, NULL, 0.8, NULL, NULL, NULL, 'monthly'),
    ('us-la-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, 'unknown'),
    ('us-la-technician', 2, 'technician', 10, NULL, NULL, NULL, 'technician', NULL, 'open'),
    ('us-ma-technician', 1, 'immunizations', 2, NULL, NULL, ['immunizations'], 'acpe', 'vaccines', 'open'),
    ('us-md-technician', 1, 'total', 20, NULL, 10, NULL, NULL, NULL, ''),
    ('us-md-technician', 2, 'immunizations', 2, NULL, 2, ['immunizations'], NULL, 'vaccines', ''),
    ('us-md-technician', 7, 'implicit-bias', 1, NULL, 1, ['implicit-bias'], NULL, NULL, 'once'),
    ('us-mi-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-mi-technician', 2, 'law-or-ethics', 1, NULL, NULL, ['law', 'ethics'], NULL, NULL, ''),
    ('us-mi-technician', 3, 'pain', 1, NULL, NULL, ['pain-management-opioids'], NULL, NULL, ''),
    ('us-mi-technician', 4, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-mi-technician', 5, 'implicit-bias', 2, NULL, NULL, ['implicit-bias'], NULL, NULL, 'kept any'),
    ('us-mi-technician', 7, 'human-trafficking', 1, NULL, NULL, ['human-trafficking'], NULL, NULL, 'kept any once'),
    ('us-mi-technician', 6, 'per-day-cap', NULL, 12, NULL, NULL, 'day', NULL, ''),
    ('us-mi-limited-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-mi-limited-technician', 2, 'law-or-ethics', 1, NULL, NULL, ['law', 'ethics'], NULL, NULL, ''),
    ('us-mi-limited-technician', 3, 'pain', 1, NULL, NULL, ['pain-management-opioids'], NULL, NULL, ''),
    ('us-mi-limited-technician', 4, 'patient-safety', 1, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-mi-limited-technician', 5, 'implicit-bias', 2, NULL, NULL, ['implicit-bias'], NULL, NULL, 'kept any'),
    ('us-mi-limited-technician', 7, 'human-trafficking', 1, NULL, NULL, ['human-trafficking'], NULL, NULL, 'kept any once'),
    ('us-mi-limited-technician', 6, 'per-day-cap', NULL, 12, NULL, NULL, 'day', NULL, ''),
    ('us-mn-technician', 1, 'total', 20, NULL, NULL, NULL, 'technician', NULL, ''),
    ('us-mn-technician', 2, 'technician', 20, NULL, NULL, NULL, 'technician', NULL, ''),
    ('us-nc-technician', 1, 'immunizations', NULL, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'open'),
    ('us-nc-certified-technician', 1, 'immunizations', NULL, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'open'),
    ('us-nd-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-nh-certified-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, 'certified'),
    ('us-nh-certified-technician', 2, 'compounding', 4, NULL, NULL, ['compounding'], NULL, 'compounding', ''),
    ('us-nh-advanced-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, 'certified'),
    ('us-nh-advanced-technician', 2, 'compounding', 4, NULL, NULL, ['compounding'], 'acpe', 'compounding', ''),
    ('us-nj-technician', 1, 'immunizations', NULL, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'open'),
    ('us-nv-technician', 1, 'total', 12, NULL, NULL, NULL, 'in-service-or-law', NULL, 'renewed'),
    ('us-nv-technician', 2, 'in-service', 12, NULL, NULL, NULL, 'in-service-only', NULL, 'renewed'),
    ('us-nv-technician', 3, 'state-law', 1, NULL, NULL, ['us-nv'], NULL, NULL, ''),
    ('us-nv-technician', 4, 'immunizations', NULL, NULL, NULL, ['immunizations'], 'in-service-only', 'vaccines', ''),
    ('us-oh-registered-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-oh-registered-technician', 2, 'technician', 10, NULL, NULL, NULL, 'technician', NULL, ''),
    ('us-oh-registered-technician', 3, 'law', 2, NULL, NULL, ['law'], NULL, NULL, ''),
    ('us-oh-registered-technician', 4, 'patient-safety', 2, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-oh-registered-technician', 5, 'volunteering-cap', NULL, 3.33, NULL, NULL, 'untold', NULL, ''),
    ('us-oh-certified-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-or-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-or-technician', 2, 'medical-cap', NULL, 6, NULL, NULL, 'cme', NULL, ''),
    ('us-or-technician', 3, 'board-meeting-cap', NULL, 2, NULL, NULL, 'untold', NULL, ''),
    ('us-or-certified-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-or-certified-technician', 2, 'law', 2, NULL, NULL, ['law'], NULL, NULL, ''),
    ('us-or-certified-technician', 3, 'patient-safety', 2, NULL, NULL, ['patient-safety'], NULL, NULL, ''),
    ('us-or-certified-technician', 4, 'cultural-competency', 2, NULL, NULL, ['cultural-competency'], NULL, NULL, ''),
    ('us-or-certified-technician', 5, 'medical-cap', NULL, 6, NULL, NULL, 'cme', NULL, ''),
    ('us-or-certified-technician', 6, 'board-meeting-cap', NULL, 2, NULL, NULL, 'untold', NULL, ''),
    ('us-pr-technician', 1, 'total', NULL, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-sc-registered-technician', 1, 'total', 10, NULL, NULL, NULL, NULL, NULL, 'unknown'),
    ('us-sd-technician', 1, 'total', 6, NULL, NULL, NULL, NULL, NULL, 'open certified'),
    ('us-tx-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-tx-technician', 2, 'state-law', 1, NULL, NULL, ['us-tx'], NULL, NULL, ''),
    ('us-tx-technician', 3, 'in-service-cap', NULL, 5, NULL, NULL, 'in-service', NULL, ''),
    ('us-tx-technician', 7, 'human-trafficking', 1, NULL, NULL, ['tx-course'], NULL, 'patients', 'kept'),
    ('us-ut-technician', 1, 'total', 20, NULL, 0, NULL, NULL, NULL, 'daily certified'),
    ('us-ut-technician', 2, 'live', 6, NULL, 6, NULL, 'live', NULL, 'certified'),
    ('us-ut-technician', 3, 'law-or-ethics', 1, NULL, 1, ['law', 'ethics'], NULL, NULL, 'certified'),
    ('us-ut-technician', 4, 'immunizations', 2, NULL, 2, ['immunizations'], NULL, 'vaccines', ''),
    ('us-va-technician', 1, 'total', 5, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-vt-technician', 1, 'total', 6, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-vt-technician', 2, 'immunizations', 2, NULL, NULL, ['immunizations'], 'acpe', 'vaccines', ''),
    ('us-wa-technician', 1, 'total', 20, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-wa-technician', 2, 'health-equity', 1, NULL, NULL, ['health-equity'], NULL, NULL, 'open'),
    ('us-wa-technician', 3, 'other-topics', NULL, NULL, NULL, NULL, NULL, NULL, 'open'),
    ('us-wy-technician', 1, 'total', 6, NULL, NULL, NULL, NULL, NULL, ''),
    ('us-wy-technician', 2, 'immunizations', 1, NULL, NULL, ['immunizations'], NULL, 'vaccines', 'open')
    ) AS c (credential, slot, clause, least, most, reduced, topics, of, asked, marks) USING (credential);

SET VARIABLE credentials = (SELECT list(credential ORDER BY code) FROM credentials);
SET VARIABLE clauses = (SELECT list(clause ORDER BY number) FROM clauses);

COPY (

-- Each kind of hour there can be, as one number, and under which clauses it falls: a bit for each. Of those
-- under a cap no more than that counts toward anything.
WITH kinds AS (
    SELECT topic + 32 * (whom + 3 * (live + 2 * standing)) AS kind, whom, live = 1 AS live,
        CASE topic WHEN 9 THEN ['state-law', 'law'] WHEN 10 THEN ['us-tx', 'law'] WHEN 11 THEN ['us-nv', 'law']
            WHEN 12 THEN ['medication-errors', 'patient-safety'] WHEN 13 THEN ['sterile-compounding', 'compounding']
            ELSE [coalesce(getvariable('topics')[topic], '')] END AS topics,
        coalesce(getvariable('standings')[standing], 'untold') AS standing
    FROM range(18) AS a(topic), range(3) AS b(whom), range(2) AS c(live), range(7) AS d(standing)
), falls AS (
    SELECT code, kind, slot, most, marks
    FROM credentials JOIN clauses c USING (code) JOIN kinds k
        ON (accepts IS NULL OR contains(accepts, standing) OR contains(marks, 'any')
            OR (most IS NOT NULL AND standing = 'untold'))
        AND (c.topics IS NULL OR list_has_any(c.topics, k.topics))
        AND CASE of WHEN 'live' THEN live WHEN 'technician' THEN whom = 1 WHEN 'acpe' THEN standing = 'acpe'
            WHEN 'technician-if-acpe' THEN whom = 1 OR standing <> 'acpe'
            WHEN 'pharmacist' THEN whom = 2 AND standing = 'acpe' OR whom = 0 AND standing = 'untold'
            WHEN 'in-service-only' THEN standing = 'in-service'
            WHEN 'in-service-or-law' THEN standing = 'in-service' OR contains(k.topics, 'us-nv')
            WHEN 'day' THEN false WHEN 'untold' THEN standing = 'untold'
            ELSE of IS NULL OR standing IN (of, 'untold') END
), places AS (
    SELECT code, kind, sum(1 << (slot - 1))::INT AS clauses,
        coalesce(sum(1 << (slot - 1)) FILTER (contains(marks, 'once')), 0)::INT AS ever,
        coalesce(max(most) * 100, 0)::INT AS cap,
        bit_count(coalesce(sum(1 << (slot - 1)) FILTER (most IS NULL), 0)) AS serves
    FROM falls GROUP BY ALL

-- Each holding: its term, the days whose hours count, what answers settle, and how far a first term is spared
-- (-1: nobody told when it was issued).
), people AS (
    SELECT person, vaccines, patients, compounding FROM '{folder}/people.parquet' JOIN (
        SELECT facts, (facts->>'administers-vaccines')::BOOL AS vaccines,
            (facts->>'direct-patient-care')::BOOL AS patients,
            (facts->>'compounds-sterile')::BOOL OR (facts->>'compounds-nonsterile')::BOOL AS compounding
        FROM (SELECT DISTINCT facts FROM '{folder}/people.parquet') WHERE json_valid(facts)
    ) USING (facts) WHERE birthday >= DATE '1900-01-01' AND state <> 'us-xx'
), certified AS (
    SELECT person, true AS is_certified,
        bool_or(credential <> 'nha-cpht' AND issued <= DATE '{on}' - INTERVAL 24 MONTH) AS is_renewed
    FROM '{folder}/holdings.parquet'
    WHERE credential IN ('ptcb-cpht', 'ptcb-cpht-adv', 'nha-cpht') AND coalesce(expires >= DATE '{on}', true)
    GROUP BY ALL
), held AS (
    SELECT person, code, file_row_number AS holding, idle, expires < DATE '{on}' AS lapsed,
        coalesce(expires, next_end) AS term_ends,
        (term_ends + INTERVAL 1 DAY - to_months(months))::DATE AS begins,
        CASE WHEN issued > begins OR date_trunc('month', issued + to_months(months)) = date_trunc('month', term_ends)
            THEN issued ELSE begins END AS term_starts,
        issued >= term_starts AS is_first, coalesce(is_certified, false) AS is_certified, is_renewed,
        CASE WHEN waived IS NULL AND reduced IS NULL OR issued < term_starts THEN 0 WHEN issued IS NULL THEN -1
            WHEN issued > term_ends - to_months(waived) THEN 2
            WHEN issued > term_ends - to_months(reduced) THEN 1 ELSE 0 END AS spared,
        CASE WHEN otherwise = 'likely' THEN CASE WHEN is_certified THEN 1 ELSE 2 END
            WHEN otherwise = 'check' THEN 1
            WHEN otherwise = 'unknown' OR issued IS NULL AND coalesce(within, 0) > 0 THEN 2
            WHEN otherwise = 'short' THEN 3 END AS otherwise,
        coalesce(issued < before OR DATE '{on}' <= issued + to_months(within) OR (certified AND is_certified)
            OR (renewed AND issued + to_months(within) < term_starts), false) AS kept,
        vaccines, patients, compounding,
        year(term_ends)
            - (year(term_starts) < year(term_ends) AND strftime(term_ends, '%m-%d') <> '12-31')::INT AS last_year,
        year(term_ends) + CASE WHEN year(term_ends) % 2 = 0 THEN 1
            WHEN term_starts > make_date(year(term_ends), 7, 31) THEN 2 ELSE 0 END AS cycle,
        CASE days WHEN 'months' THEN begins WHEN 'today' THEN DATE '{on}' + INTERVAL 1 DAY - INTERVAL 24 MONTH
            WHEN 'year' THEN make_date(last_year, 1, 1) WHEN 'cycle' THEN make_date(cycle - 2, 8, 1)
            ELSE coalesce(term_starts, DATE '1900-01-01') END::DATE AS opens,
        CASE days WHEN 'year' THEN make_date(last_year, 12, 31) WHEN 'cycle' THEN make_date(cycle, 7, 31)
            ELSE term_ends END AS closes
    FROM '{folder}/holdings.parquet' JOIN people USING (person) JOIN credentials USING (credential)
    LEFT JOIN keeps USING (credential) LEFT JOIN certified USING (person)
    WHERE coalesce(issued >= DATE '1900-01-01', true)

-- Each credit in those days: its kind as one number, and what tells one activity from another.
), near AS (
    SELECT c.*, holding, code, opens, closes
    FROM '{folder}/credits.parquet' c JOIN (
        SELECT holding, person, held.code, opens, closes, CASE WHEN ever THEN DATE '1900-01-01' ELSE opens END AS since
        FROM held JOIN (SELECT code, max(ever) > 0 AS ever FROM places GROUP BY ALL) p USING (code)
    ) h USING (person)
    WHERE hours BETWEEN 0 AND 1000 AND date BETWEEN since AND closes
), taken AS (
    SELECT holding, code, hours, date BETWEEN opens AND closes AS within,
        coalesce(status, 'done') = 'done' AND date <= DATE '{on}' AS done,
        coalesce(list_position(getvariable('topics'), topic)
            + CASE topic WHEN 'state-law' THEN coalesce(list_position(['us-tx', 'us-nv'], jurisdiction), 0) ELSE 0 END,
            ascii(substr(uan, -3, 1)) - 48, 0)
        + 32 * (CASE WHEN uan IS NULL THEN CASE audience WHEN 'technician' THEN 1 WHEN 'pharmacist' THEN 2 ELSE 0 END
            WHEN ends_with(uan, 'T') THEN 1 ELSE 2 END
        + 3 * (CASE WHEN uan IS NULL THEN coalesce(format = 'live', false) ELSE substr(uan, -5, 1) = 'L' END::INT
        + 2 * CASE WHEN uan IS NOT NULL THEN 1 WHEN format IN ('in-service', 'college-course')
            THEN list_position(getvariable('standings'), format)
            ELSE coalesce(list_position(getvariable('standings'), accreditation), 0) END)) AS kind,
        CASE WHEN uan IS NULL THEN hash(date, hours, status, within)
            ELSE hash(left(uan, 16), substr(uan, -4, 2), within) END AS activity
    FROM near WHERE topic IS DISTINCT FROM 'pharmacy' AND coalesce(length(uan) = 22, true)

-- Each activity once for each holding: done rather than planned, then the longer, then what serves more
-- clauses. All of it is one number, so that the best is the largest.
), once AS (
    SELECT holding, max((((done::BIGINT << 24 | round(hours * 10000)::BIGINT) << 3 | serves) << 7
        | CASE WHEN within THEN clauses ELSE ever END) << 11 | cap) AS best
    FROM taken JOIN places USING (code, kind) WHERE within OR ever > 0
    GROUP BY holding, activity
), unpacked AS (
    SELECT holding, best & 2047 AS cap, (best >> 11 & 127)::UTINYINT AS clauses,
        (best >> 21 & 16777215) / 10000 AS hours, best >> 45 = 1 AS done
    FROM once
), under_caps AS (
    SELECT holding, done, CASE WHEN cap > 0 THEN cap / 100 END AS most,
        sum(hours) FILTER ((clauses & 1) > 0) AS c1, sum(hours) FILTER ((clauses & 2) > 0) AS c2,
        sum(hours) FILTER ((clauses & 4) > 0) AS c3, sum(hours) FILTER ((clauses & 8) > 0) AS c4,
        sum(hours) FILTER ((clauses & 16) > 0) AS c5, sum(hours) FILTER ((clauses & 32) > 0) AS c6,
        count(*) FILTER ((clauses & 64) > 0) AS c7
    FROM unpacked GROUP BY ALL
), summed AS (
    SELECT holding, [sum(least(c1, most)) FILTER (done AND c1 > 0), sum(least(c2, most)) FILTER (done AND c2 > 0),
            sum(least(c3, most)) FILTER (done AND c3 > 0), sum(least(c4, most)) FILTER (done AND c4 > 0),
            sum(least(c5, most)) FILTER (done AND c5 > 0), sum(least(c6, most)) FILTER (done AND c6 > 0),
            sum(c7) FILTER (done)] AS done,
        [sum(c1), sum(c2), sum(c3), sum(c4), sum(c5), sum(c6), sum(c7)] AS at_last
    FROM under_caps GROUP BY ALL

-- Each clause of each holding: what it asks here, what counts, and how it stands (0 met, 1 for the board to
-- say, 2 an answer is missing, 3 short, -1 its days have not begun); last, what must go on being true.
), counted AS (
    SELECT h.holding, number, slot,
        coalesce(done[CASE clause WHEN 'per-day-cap' THEN 1 ELSE slot END], 0) AS has,
        CASE WHEN spared = 2 AND NOT contains(marks, 'kept') OR contains(marks, 'certified') AND is_certified
                OR contains(marks, 'renewed') AND is_renewed THEN 0
            WHEN spared = 1 THEN CASE
                WHEN contains(marks, 'daily')
                    THEN ceil(2000 * (term_ends - term_starts + 1) / (term_ends - begins + 1)) / 100
                WHEN contains(marks, 'monthly') THEN 0.8 * (date_sub('month', term_starts, term_ends) + 1)
                ELSE c.reduced END
            ELSE least END::DOUBLE AS asks,
        coalesce(most, asks) AS needed,
        CASE WHEN most IS NULL THEN has ELSE least(has, most) END AS counted,
        CASE WHEN most IS NULL THEN greatest(asks - has, 0) ELSE 0 END AS missing,
        CASE WHEN contains(marks, 'open') OR asked = 'patients' AND NOT patients THEN 1
            WHEN spared < 0 AND NOT contains(marks, 'kept') OR CASE asked WHEN 'vaccines' THEN vaccines
                WHEN 'patients' THEN patients WHEN 'compounding' THEN compounding WHEN 'first' THEN is_first
                ELSE NOT contains(marks, 'unknown') END IS NOT true THEN 2
            ELSE 3 END AS doubt,
        CASE WHEN most IS NOT NULL THEN 0 WHEN opens > DATE '{on}' AND NOT contains(marks, 'once') THEN -1
            WHEN asks IS NULL THEN 1 WHEN has >= asks THEN 0 ELSE doubt END AS state,
        CASE WHEN state > 1 AND at_last[slot] >= asks THEN 0 ELSE state END AS at_last
    FROM held h LEFT JOIN summed s USING (holding) JOIN clauses c USING (code)
    WHERE term_ends IS NOT NULL AND CASE asked WHEN 'vaccines' THEN vaccines WHEN 'compounding' THEN compounding
        WHEN 'first' THEN is_first END IS DISTINCT FROM false
    UNION ALL BY NAME
    SELECT holding, 0 AS number, 8 AS slot, 1 AS needed, kept::INT AS counted, 1 - kept::INT AS missing,
        CASE WHEN kept THEN 0 ELSE otherwise END AS state, state AS at_last
    FROM held WHERE otherwise IS NOT NULL
), judged AS (
    SELECT holding, max(at_last) AS last_worst, max(state) AS worst, max(needed) FILTER (state >= 0) AS owed,
        greatest(max(missing) FILTER (slot < 8 AND state >= 0),
            sum(missing) FILTER (slot BETWEEN 2 AND 6 AND state >= 0)) AS to_go
    FROM counted GROUP BY ALL

-- The rows in their order, narrow while they are sorted.
), sorted AS (
    SELECT person, code, term_starts, term_ends, slot, number, needed, counted, missing, state, to_go,
        CASE WHEN term_ends IS NULL THEN 5 WHEN lapsed THEN 1 WHEN last_worst = 3 THEN 4 WHEN last_worst = 2 THEN 5
            WHEN last_worst = 1 OR idle = 'check' THEN 2 WHEN owed = 0 THEN 6 WHEN worst > 0 THEN 7
            WHEN worst IS NULL AND idle = 'not-required' THEN 6 ELSE 3 END AS status
    FROM held LEFT JOIN judged USING (holding) LEFT JOIN counted USING (holding)
    ORDER BY person, code, slot
)
SELECT person, getvariable('credentials')[code] AS credential, term_starts, term_ends,
    ['lapsed', 'check', 'met', 'short', 'unknown', 'not-required', 'planned'][status] AS status,
    coalesce(to_go, 0)::DOUBLE AS hours_to_go,
    CASE WHEN slot = 8 THEN 'keeps' ELSE getvariable('clauses')[number] END AS clause,
    CASE WHEN slot > 6 THEN 'activities' WHEN slot > 0 THEN 'hours' END AS unit, needed, counted, missing,
    ['not-yet', 'met', 'check', 'unknown', 'short'][state + 2] AS state
FROM sorted
) TO '{out}' (FORMAT parquet);
