-- The national school table to all verdicts, as an analyst would write it by hand for DuckDB: the rules of
-- 1 September 2024 without exceptions, figures typed into the statements, doubles throughout. Statuses: 0 not met, 1 undetermined, 2 met, 3 not applicable.

CREATE OR REPLACE TEMP MACRO all_of(met, failing, open_) AS
  CASE WHEN failing > 0 THEN 0 WHEN open_ > 0 THEN 1 WHEN met > 0 THEN 2 ELSE 3 END;
CREATE OR REPLACE TEMP MACRO status_of(holds) AS CASE WHEN holds THEN 2 WHEN NOT holds THEN 0 ELSE 1 END;
CREATE OR REPLACE TEMP MACRO share(part, whole, least) AS
  CASE WHEN whole = 0 THEN CASE WHEN coalesce(part, 0) = 0 THEN 3 ELSE 1 END
       WHEN part >= least * whole THEN 2 WHEN part < least * whole THEN 0 ELSE 1 END;
-- A value that is a hair below its bound equals it: that much is lost in dividing doubles.
CREATE OR REPLACE TEMP MACRO level(value, least) AS
  CASE WHEN value >= least * 0.999999999999::DOUBLE THEN 2
       WHEN value >= least * 0.85 * 0.999999999999::DOUBLE THEN 1
       WHEN value IS NOT NULL THEN 0 END;

-- What the county itself reports, one line a county.
CREATE OR REPLACE TEMP TABLE facts AS
WITH figures AS (SELECT county_code, key, try_cast(value AS DOUBLE) AS v FROM county)
SELECT county_code,
  max(v) FILTER (key = 'fund_base_primary') AS fund_base_primary,
  max(v) FILTER (key = 'fund_base_junior') AS fund_base_junior,
  max(v) FILTER (key = 'special_fund_yuan') AS special_fund_yuan,
  max(v) FILTER (key = 'special_pupils') AS special_pupils,
  max(v) FILTER (key = 'teacher_pay_yuan') AS teacher_pay_yuan,
  max(v) FILTER (key = 'civil_servant_pay_yuan') AS civil_servant_pay_yuan,
  max(v) FILTER (key = 'rotated') AS rotated,
  max(v) FILTER (key = 'rotation_eligible') AS rotation_eligible,
  max(v) FILTER (key = 'rotated_backbone') AS rotated_backbone,
  max(v) FILTER (key = 'quota_allotted') AS quota_allotted,
  max(v) FILTER (key = 'quota_planned') AS quota_planned,
  max(v) FILTER (key = 'migrant_public') AS migrant_public,
  max(v) FILTER (key = 'migrant_purchased') AS migrant_purchased,
  max(v) FILTER (key = 'migrant_eligible') AS migrant_eligible,
  max(v) FILTER (key = 'graduates') AS graduates,
  max(v) FILTER (key = 'transferred_in') AS transferred_in,
  max(v) FILTER (key = 'transferred_out') AS transferred_out,
  max(v) FILTER (key = 'entrants_three_years_ago') AS entrants,
  max(v) FILTER (key = 'deaths') AS deaths,
  max(v) FILTER (key = 'disabled_enrolled') AS disabled_enrolled,
  max(v) FILTER (key = 'disabled_children') AS disabled_children,
  max(v) FILTER (key = 'recognition_rate') AS recognition_rate,
  max(v) FILTER (key = 'years_since_basic_balance') AS years_since_basic_balance,
  count(*) FILTER (key LIKE 'monitoring_%_level' AND v >= 3) AS levels_met,
  count(*) FILTER (key LIKE 'monitoring_%_level' AND v < 3) AS levels_failing,
  count(*) FILTER (key LIKE 'monitoring_%_difference' AND v < 0.15) AS differences_met,
  count(*) FILTER (key LIKE 'monitoring_%_difference' AND v >= 0.15) AS differences_failing
FROM figures GROUP BY county_code;

CREATE OR REPLACE TEMP TABLE evidence AS
WITH conclusions AS (
  SELECT county_code, clause, CASE conclusion WHEN 'met' THEN 2 WHEN 'not_met' THEN 0 ELSE 1 END AS s
  FROM attestations)
SELECT county_code,
  max(s) FILTER (clause = '7.1') AS c7_1, max(s) FILTER (clause = '7.2') AS c7_2,
  max(s) FILTER (clause = '7.10') AS c7_10, max(s) FILTER (clause = '7.15') AS c7_15,
  max(s) FILTER (clause = '8.3') AS c8_3, max(s) FILTER (clause = '8.5') AS c8_5,
  max(s) FILTER (clause = '8.6') AS c8_6, max(s) FILTER (clause = '8.7') AS c8_7,
  max(s) FILTER (clause = '8.8') AS c8_8, max(s) FILTER (clause = '10.1') AS c10_1,
  max(s) FILTER (clause = '10.2') AS c10_2, max(s) FILTER (clause = '10.3') AS c10_3,
  max(s) FILTER (clause = '10.4') AS c10_4, max(s) FILTER (clause = '10.5') AS c10_5,
  max(s) FILTER (clause = '10.6') AS c10_6, max(s) FILTER (clause = 'E.2') AS ce_2,
  max(s) FILTER (clause = 'E.5') AS ce_5
FROM conclusions GROUP BY county_code;

-- Schools with what their stages and rooms add up to.
CREATE OR REPLACE TEMP TABLE institutions AS
WITH totals AS (
  SELECT school_code, count(*) AS stage_rows,
    sum(pupils) FILTER (stage = 'primary') AS p,
    sum(pupils) FILTER (stage = 'junior') AS j,
    sum(pupils) FILTER (stage = 'senior') AS s,
    sum(classes) FILTER (stage <> 'senior') AS classes,
    count(*) FILTER (stage <> 'senior' AND pupils > 0 AND classes IS NULL) AS classes_unknown
  FROM stages GROUP BY school_code),
counted_rooms AS (
  SELECT school_code, count(*) AS rooms,
    count(*) FILTER (kind = 'music' AND area_m2 >= 96) AS music,
    count(*) FILTER (kind = 'music' AND area_m2 IS NULL) AS music_unknown,
    count(*) FILTER (kind = 'art' AND area_m2 >= 90) AS art,
    count(*) FILTER (kind = 'art' AND area_m2 IS NULL) AS art_unknown
  FROM rooms GROUP BY school_code),
joined AS (
  SELECT schools.county_code, schools.school_code, type, parent_code, operator, area_class, boarding,
    teaching_area_m2::DOUBLE AS teaching, indoor_sports_m2::DOUBLE AS indoor,
    sports_ground_m2::DOUBLE AS ground, equipment_yuan::DOUBLE AS equipment, multimedia_rooms,
    public_fund_yuan::DOUBLE AS public_fund, training_fund_yuan::DOUBLE AS training_fund,
    p, j, s, coalesce(stage_rows, 0) AS stage_rows,
    CASE WHEN p IS NOT NULL OR j IS NOT NULL THEN coalesce(p, 0) + coalesce(j, 0) END AS pupils,
    coalesce(classes, 0) AS classes, coalesce(classes_unknown, 0) > 0 AS classes_unknown,
    coalesce(rooms, 0) AS rooms, coalesce(music, 0) AS music, coalesce(music_unknown, 0) AS music_unknown,
    coalesce(art, 0) AS art, coalesce(art_unknown, 0) AS art_unknown,
    fund_base_primary, fund_base_junior,
    type NOT IN ('special', 'vocational') AS compulsory,
    type = 'teaching_point' AS point,
    parent_code IS NOT NULL AND stage_rows = 1 AS campus,
    type IN ('primary', 'nine_year', 'twelve_year') AND p IS NULL AS lacks_p,
    type IN ('junior', 'nine_year', 'complete_secondary', 'twelve_year') AND j IS NULL AS lacks_j,
    type IN ('complete_secondary', 'twelve_year') AND s IS NULL AS lacks_s,
    CASE WHEN type IN ('nine_year', 'twelve_year') THEN 1.1::DOUBLE ELSE 1.0 END AS weight_j,
    CASE type WHEN 'complete_secondary' THEN 1.2::DOUBLE WHEN 'twelve_year' THEN 1.32 ELSE 1.0 END AS weight_s
  FROM schools
  LEFT JOIN totals USING (school_code)
  LEFT JOIN counted_rooms USING (school_code)
  LEFT JOIN facts USING (county_code)),
excused AS (
  SELECT *, (point OR campus) AND (p IS NOT NULL OR j IS NOT NULL) AS excused FROM joined)
SELECT * EXCLUDE (lacks_p, lacks_j, lacks_s, excused),
  lacks_p AND compulsory AND NOT excused AS absent_p,
  lacks_j AND compulsory AND NOT excused AS absent_j,
  NOT compulsory OR (point AND coalesce(pupils < 50, false)) AS left_out,
  CASE WHEN type IN ('primary', 'junior', 'teaching_point') OR campus OR NOT (lacks_p OR lacks_j OR lacks_s)
       THEN nullif(coalesce(p, 0) + coalesce(j, 0) * weight_j + coalesce(s, 0) * weight_s, 0)
  END AS weighted
FROM excused;

-- The seven indicators of every compulsory stage, and the school rule.
CREATE OR REPLACE TEMP TABLE lines AS
WITH joined AS (
  SELECT i.county_code, i.school_code, stage, stages.pupils, largest_class, classes_over, catchment_pupils,
    teachers, certified, trained_360, type, operator, area_class, boarding, compulsory,
    NOT left_out AND stages.pupils > 0 AS judged,
    stage = 'primary' AS primary_,
    CASE WHEN stage = 'primary' THEN 1.0 ELSE weight_j END / weighted AS a_pupil,
    degree_bachelor + degree_master + degree_doctor
      + CASE WHEN stage = 'primary' THEN degree_associate ELSE 0 END AS above_degree,
    backbone, pe + music_teachers + art_teachers + arts AS pe_arts,
    teaching - indoor AS teaching_area, indoor + ground AS sports_area, equipment, multimedia_rooms
  FROM (SELECT * RENAME (music AS music_teachers, art AS art_teachers) FROM stages) AS stages
  JOIN institutions AS i USING (school_code)
  WHERE stage IN ('primary', 'junior')),
measured AS (
  SELECT *,
    above_degree * 100 / pupils AS v1, backbone * 100 / pupils AS v2, pe_arts * 100 / pupils AS v3,
    teaching_area * a_pupil AS v4, sports_area * a_pupil AS v5, equipment * a_pupil AS v6,
    multimedia_rooms * 100 * a_pupil AS v7
  FROM joined),
coded AS (
  SELECT *,
    level(v1, CASE WHEN primary_ THEN 4.2::DOUBLE ELSE 5.3 END) AS l1,
    level(v2, 1.0::DOUBLE) AS l2,
    level(v3, 0.9::DOUBLE) AS l3,
    level(v4, CASE WHEN primary_ THEN 4.5::DOUBLE ELSE 5.8 END) AS l4,
    level(v5, CASE WHEN primary_ THEN 7.5::DOUBLE ELSE 10.2 END) AS l5,
    level(v6, CASE WHEN primary_ THEN 2000::DOUBLE ELSE 2500 END) AS l6,
    level(v7, CASE WHEN primary_ THEN 2.3::DOUBLE ELSE 2.4 END) AS l7
  FROM measured)
SELECT * EXCLUDE (primary_, a_pupil),
  CASE WHEN least(l1, l2, l3, l4, l5, l6, l7) = 0 THEN 0
       WHEN coalesce((l1 = 1)::INT, 0) + coalesce((l2 = 1)::INT, 0) + coalesce((l3 = 1)::INT, 0)
          + coalesce((l4 = 1)::INT, 0) + coalesce((l5 = 1)::INT, 0) + coalesce((l6 = 1)::INT, 0)
          + coalesce((l7 = 1)::INT, 0) > 1 THEN 0
       WHEN l1 + l2 + l3 + l4 + l5 + l6 + l7 IS NULL THEN 1
       ELSE 2 END AS status
FROM coded;

-- What the schools of each county do under the clauses that look at every school.
CREATE OR REPLACE TEMP TABLE by_school AS
WITH looked AS (
  SELECT *,
    absent_p OR absent_j AS absent,
    compulsory AND NOT point AND (coalesce(pupils, 0) > 0 OR absent_p OR absent_j) AS attended,
    (classes + 11) // 12 AS need,
    coalesce(pupils, 0) AS heads,
    coalesce(p, 0) * greatest(720, coalesce(fund_base_primary, 720))
      + coalesce(j, 0) * greatest(940, coalesce(fund_base_junior, 940)) AS due,
    (p > 0 AND fund_base_primary IS NULL) OR (j > 0 AND fund_base_junior IS NULL) AS base_unknown,
    point AND training_fund IS NULL AND public_fund IS NULL AND coalesce(parent_code, '') <> '' AS at_centre
  FROM institutions),
coded AS (
  SELECT county_code, rooms, compulsory, type, left_out, absent_p, absent_j,
    CASE WHEN attended THEN
      CASE WHEN classes_unknown OR absent THEN 1
           WHEN music >= need AND art >= need THEN 2
           WHEN music + music_unknown >= need AND art + art_unknown >= need THEN 1 ELSE 0 END END AS c7_3,
    CASE WHEN attended THEN
      CASE WHEN heads > CASE WHEN type IN ('nine_year', 'twelve_year') THEN 2500 ELSE 2000 END THEN 0
           WHEN absent THEN 1 ELSE 2 END END AS c7_4,
    CASE WHEN compulsory AND (heads > 0 OR absent) AND heads < 100 THEN
      CASE WHEN absent THEN 1 WHEN public_fund * heads < due * 100 THEN 0
           WHEN public_fund * heads >= due * 100 AND NOT coalesce(base_unknown, false) THEN 2 ELSE 1 END END AS c7_6,
    CASE WHEN type <> 'vocational' THEN
      CASE WHEN at_centre THEN 3 WHEN training_fund * 20 >= nullif(public_fund, 0) THEN 2
           WHEN training_fund * 20 < nullif(public_fund, 0) THEN 0 ELSE 1 END END AS c8_4,
    compulsory AND area_class <> 'rural' AND operator <> '10' AND NOT boarding AS catchment_school
  FROM looked)
SELECT county_code, count(*) AS institutions, sum(rooms) AS rooms,
  count(*) FILTER (c7_3 = 2) AS c7_3_met, count(*) FILTER (c7_3 = 0) AS c7_3_failing,
  count(*) FILTER (c7_3 = 1) AS c7_3_open,
  count(*) FILTER (c7_4 = 2) AS c7_4_met, count(*) FILTER (c7_4 = 0) AS c7_4_failing,
  count(*) FILTER (c7_4 = 1) AS c7_4_open,
  count(*) FILTER (c7_6 = 2) AS c7_6_met, count(*) FILTER (c7_6 = 0) AS c7_6_failing,
  count(*) FILTER (c7_6 = 1) AS c7_6_open,
  count(*) FILTER (c8_4 = 2) AS c8_4_met, count(*) FILTER (c8_4 = 0) AS c8_4_failing,
  count(*) FILTER (c8_4 = 1) AS c8_4_open,
  count(*) FILTER (absent_p AND NOT left_out) AS absent_p, count(*) FILTER (absent_j AND NOT left_out) AS absent_j,
  count(*) FILTER (absent_p) + count(*) FILTER (absent_j) AS absent_in_all,
  count(*) FILTER (absent_p AND catchment_school) AS catchment_absent_p,
  count(*) FILTER (absent_j AND catchment_school) AS catchment_absent_j
FROM coded GROUP BY county_code;

-- Class sizes, and the sums of staff and catchment.
CREATE OR REPLACE TEMP TABLE by_line AS
WITH looked AS (
  SELECT *, compulsory AND pupils > 0 AS has_classes, type <> 'vocational' AS has_staff,
    compulsory AND area_class <> 'rural' AND operator <> '10' AND NOT boarding AS in_catchment,
    coalesce(largest_class > CASE WHEN stage = 'primary' THEN 45 ELSE 50 END, false)
      OR coalesce(classes_over > 0, false) AS too_large,
    largest_class IS NULL AND classes_over IS NULL AS size_unknown
  FROM lines)
SELECT county_code,
  count(*) FILTER (has_classes AND size_unknown) AS c7_5_open,
  count(*) FILTER (has_classes AND too_large) AS c7_5_failing,
  count(*) FILTER (has_classes AND NOT too_large AND NOT size_unknown) AS c7_5_met,
  coalesce(sum(teachers) FILTER (has_staff), 0) AS teachers,
  count(*) FILTER (has_staff AND teachers IS NULL) AS teachers_unknown,
  coalesce(sum(trained_360) FILTER (has_staff), 0) AS trained,
  count(*) FILTER (has_staff AND trained_360 IS NULL) AS trained_unknown,
  coalesce(sum(certified) FILTER (has_staff), 0) AS certified,
  count(*) FILTER (has_staff AND certified IS NULL) AS certified_unknown,
  coalesce(sum(pupils) FILTER (in_catchment AND stage = 'primary'), 0) AS pupils_p,
  count(*) FILTER (in_catchment AND stage = 'primary' AND pupils IS NULL) AS pupils_p_unknown,
  coalesce(sum(catchment_pupils) FILTER (in_catchment AND stage = 'primary'), 0) AS catchment_p,
  count(*) FILTER (in_catchment AND stage = 'primary' AND catchment_pupils IS NULL) AS catchment_p_unknown,
  coalesce(sum(pupils) FILTER (in_catchment AND stage = 'junior'), 0) AS pupils_j,
  count(*) FILTER (in_catchment AND stage = 'junior' AND pupils IS NULL) AS pupils_j_unknown,
  coalesce(sum(catchment_pupils) FILTER (in_catchment AND stage = 'junior'), 0) AS catchment_j,
  count(*) FILTER (in_catchment AND stage = 'junior' AND catchment_pupils IS NULL) AS catchment_j_unknown
FROM looked GROUP BY county_code;

-- Coefficients of variation.
CREATE OR REPLACE TEMP TABLE disparities AS
WITH sums AS (
  SELECT county_code, stage, count(*) AS rows, sum(pupils) AS pupils,
    count(*) FILTER (status = 2) AS rows_met, count(*) FILTER (status = 0) AS rows_failing,
    count(*) FILTER (status = 1) AS rows_open,
    count(l1) AS k1, count(l2) AS k2, count(l3) AS k3, count(l4) AS k4, count(l5) AS k5, count(l6) AS k6,
    count(l7) AS k7,
    count(*) FILTER (l1 = 2) AS r1, count(*) FILTER (l2 = 2) AS r2, count(*) FILTER (l3 = 2) AS r3,
    count(*) FILTER (l4 = 2) AS r4, count(*) FILTER (l5 = 2) AS r5, count(*) FILTER (l6 = 2) AS r6,
    count(*) FILTER (l7 = 2) AS r7,
    sum(v1 * pupils) AS a1, sum(v2 * pupils) AS a2, sum(v3 * pupils) AS a3, sum(v4 * pupils) AS a4,
    sum(v5 * pupils) AS a5, sum(v6 * pupils) AS a6, sum(v7 * pupils) AS a7,
    sum(v1 * v1 * pupils) AS q1, sum(v2 * v2 * pupils) AS q2, sum(v3 * v3 * pupils) AS q3,
    sum(v4 * v4 * pupils) AS q4, sum(v5 * v5 * pupils) AS q5, sum(v6 * v6 * pupils) AS q6,
    sum(v7 * v7 * pupils) AS q7
  FROM lines WHERE judged GROUP BY county_code, stage),
every AS (
  SELECT county_code, 'primary' AS stage, absent_p AS absent, 0.50::DOUBLE AS most FROM by_school
  UNION ALL
  SELECT county_code, 'junior', absent_j, 0.45::DOUBLE FROM by_school),
spread AS (
  SELECT every.*, COLUMNS(sums.* EXCLUDE (county_code, stage)),
    CASE WHEN k1 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q1 / nullif(a1 * a1, 0) - 1)) END AS cv1,
    CASE WHEN k2 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q2 / nullif(a2 * a2, 0) - 1)) END AS cv2,
    CASE WHEN k3 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q3 / nullif(a3 * a3, 0) - 1)) END AS cv3,
    CASE WHEN k4 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q4 / nullif(a4 * a4, 0) - 1)) END AS cv4,
    CASE WHEN k5 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q5 / nullif(a5 * a5, 0) - 1)) END AS cv5,
    CASE WHEN k6 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q6 / nullif(a6 * a6, 0) - 1)) END AS cv6,
    CASE WHEN k7 < rows OR absent > 0 THEN NULL WHEN rows = 1 THEN 0 ELSE sqrt(greatest(0, pupils * q7 / nullif(a7 * a7, 0) - 1)) END AS cv7
  FROM every LEFT JOIN sums USING (county_code, stage))
SELECT *,
  a1 / pupils AS mean1, a2 / pupils AS mean2, a3 / pupils AS mean3, a4 / pupils AS mean4,
  a5 / pupils AS mean5, a6 / pupils AS mean6, a7 / pupils AS mean7,
  coalesce(rows, 0) > 0 OR absent > 0 AS asked,
  CASE WHEN cv1 <= most THEN 2 WHEN cv1 > most THEN 0 ELSE 1 END AS s1,
  CASE WHEN cv2 <= most THEN 2 WHEN cv2 > most THEN 0 ELSE 1 END AS s2,
  CASE WHEN cv3 <= most THEN 2 WHEN cv3 > most THEN 0 ELSE 1 END AS s3,
  CASE WHEN cv4 <= most THEN 2 WHEN cv4 > most THEN 0 ELSE 1 END AS s4,
  CASE WHEN cv5 <= most THEN 2 WHEN cv5 > most THEN 0 ELSE 1 END AS s5,
  CASE WHEN cv6 <= most THEN 2 WHEN cv6 > most THEN 0 ELSE 1 END AS s6,
  CASE WHEN cv7 <= most THEN 2 WHEN cv7 > most THEN 0 ELSE 1 END AS s7
FROM spread;

-- The verdicts.
CREATE OR REPLACE TEMP TABLE verdicts AS
WITH rows_ AS (
  SELECT county_code, coalesce(sum(rows), 0) AS rows, coalesce(sum(pupils), 0) AS pupils,
    coalesce(sum(rows_met), 0) AS rows_met, coalesce(sum(rows_failing), 0) AS rows_failing,
    coalesce(sum(rows_open), 0) AS rows_open, sum(absent) AS absent,
    coalesce(sum(k1), 0) AS k1, coalesce(sum(k2), 0) AS k2, coalesce(sum(k3), 0) AS k3,
    coalesce(sum(k4), 0) AS k4, coalesce(sum(k5), 0) AS k5, coalesce(sum(k6), 0) AS k6,
    coalesce(sum(k7), 0) AS k7, coalesce(sum(r1), 0) AS r1, coalesce(sum(r2), 0) AS r2,
    coalesce(sum(r3), 0) AS r3, coalesce(sum(r4), 0) AS r4, coalesce(sum(r5), 0) AS r5,
    coalesce(sum(r6), 0) AS r6, coalesce(sum(r7), 0) AS r7,
    coalesce(min(least(s1, s2, s3, s4, s5, s6, s7)) FILTER (asked), 1) AS cv
  FROM disparities GROUP BY county_code),
statuses AS (
  SELECT county_code, rows, rows_met, rows_.pupils,
    all_of(r1, k1 - r1, rows - k1 + absent) AS "6.1",
    all_of(r2, k2 - r2, rows - k2 + absent) AS "6.2",
    all_of(r3, k3 - r3, rows - k3 + absent) AS "6.3",
    all_of(r4, k4 - r4, rows - k4 + absent) AS "6.4",
    all_of(r5, k5 - r5, rows - k5 + absent) AS "6.5",
    all_of(r6, k6 - r6, rows - k6 + absent) AS "6.6",
    all_of(r7, k7 - r7, rows - k7 + absent) AS "6.7",
    CASE WHEN rows + absent = 0 THEN 1 ELSE all_of(rows_met, rows_failing, rows_open + absent) END AS "6.school",
    cv AS "6.cv",
    coalesce(c7_1, 1) AS "7.1",
    least(coalesce(c7_2, 1), status_of(fund_base_primary >= 720), status_of(fund_base_junior >= 940)) AS "7.2",
    CASE WHEN rooms = 0 AND c7_3_met + c7_3_failing + c7_3_open > 0 THEN 1
         ELSE all_of(c7_3_met, c7_3_failing, c7_3_open) END AS "7.3",
    all_of(c7_4_met, c7_4_failing, c7_4_open) AS "7.4",
    all_of(coalesce(c7_5_met, 0), coalesce(c7_5_failing, 0), coalesce(c7_5_open, 0) + absent_in_all) AS "7.5",
    all_of(c7_6_met, c7_6_failing, c7_6_open) AS "7.6",
    CASE WHEN special_pupils = 0 THEN 3 ELSE share(special_fund_yuan, special_pupils, 6000) END AS "7.7",
    status_of(teacher_pay_yuan >= nullif(civil_servant_pay_yuan, 0)) AS "7.8",
    share(CASE WHEN trained_unknown + absent_in_all = 0 THEN trained END,
          CASE WHEN teachers_unknown + absent_in_all = 0 THEN teachers END, 1) AS "7.9",
    coalesce(c7_10, 1) AS "7.10",
    least(share(rotated, rotation_eligible, 0.1::DOUBLE), share(rotated_backbone, rotated, 0.2::DOUBLE)) AS "7.11",
    share(CASE WHEN certified_unknown + absent_in_all = 0 THEN certified END,
          CASE WHEN teachers_unknown + absent_in_all = 0 THEN teachers END, 1) AS "7.12",
    least(
      share(CASE WHEN catchment_p_unknown + catchment_absent_p = 0 THEN catchment_p END,
            CASE WHEN pupils_p_unknown + catchment_absent_p = 0 THEN pupils_p END, 1),
      share(CASE WHEN catchment_j_unknown + catchment_absent_j = 0 THEN catchment_j END,
            CASE WHEN pupils_j_unknown + catchment_absent_j = 0 THEN pupils_j END, 0.95::DOUBLE)) AS "7.13",
    share(quota_allotted, quota_planned, 0.5::DOUBLE) AS "7.14",
    least(share(migrant_public + migrant_purchased, migrant_eligible, 0.85::DOUBLE), coalesce(c7_15, 1)) AS "7.15",
    status_of((graduates - transferred_in + transferred_out) / nullif(entrants - deaths, 0) >= 0.95::DOUBLE) AS "8.1",
    share(disabled_enrolled, disabled_children, 0.95::DOUBLE) AS "8.2",
    coalesce(c8_3, 1) AS "8.3",
    all_of(c8_4_met, c8_4_failing, c8_4_open) AS "8.4",
    coalesce(c8_5, 1) AS "8.5", coalesce(c8_6, 1) AS "8.6", coalesce(c8_7, 1) AS "8.7", coalesce(c8_8, 1) AS "8.8",
    CASE WHEN levels_failing + differences_failing > 0 THEN 0
         WHEN levels_met + differences_met < 12 THEN 1 ELSE 2 END AS "8.9",
    status_of(recognition_rate >= 0.85::DOUBLE) AS "9",
    coalesce(c10_1, 1) AS "10.1", coalesce(c10_2, 1) AS "10.2", coalesce(c10_3, 1) AS "10.3",
    coalesce(c10_4, 1) AS "10.4", coalesce(c10_5, 1) AS "10.5", coalesce(c10_6, 1) AS "10.6",
    status_of(years_since_basic_balance >= 3) AS "E.1", coalesce(ce_2, 1) AS "E.2", coalesce(ce_5, 1) AS "E.5"
  FROM by_school JOIN rows_ USING (county_code)
  LEFT JOIN by_line USING (county_code)
  LEFT JOIN facts USING (county_code)
  LEFT JOIN evidence USING (county_code))
SELECT *, "8.9" AS "E.3", "6.cv" AS "E.4",
  least("6.school", "6.cv", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9", "7.10", "7.11",
        "7.12", "7.13", "7.14", "7.15", "8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "8.7", "8.8", "8.9", "9",
        "10.1", "10.2", "10.3", "10.4", "10.5", "10.6") AS verdict
FROM statuses;
