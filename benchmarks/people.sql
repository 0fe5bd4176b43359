-- The lists of teachers and of pupils counted into the table of stages, as an analyst would write it by hand
-- for DuckDB. A figure is taken from a list only where nobody's is unknown; what the lists do not say stays
-- as it was reported. ``nation.sql`` then goes on from the table made here.

CREATE OR REPLACE TEMP TABLE classes_counted AS
SELECT school_code, stage, grade, class_no, count(*) AS pupils,
  count(*) FILTER (boarding) AS boarders, count(*) FILTER (migrant) AS migrants,
  count(*) FILTER (in_catchment) AS inside,
  count(*) FILTER (boarding IS NULL) AS boarding_unknown,
  count(*) FILTER (migrant IS NULL) AS migrant_unknown,
  count(*) FILTER (in_catchment IS NULL) AS inside_unknown
FROM pupils
WHERE school_code IS NOT NULL AND stage IN ('primary', 'junior', 'senior')
GROUP BY school_code, stage, grade, class_no;

CREATE OR REPLACE TEMP TABLE pupils_counted AS
SELECT school_code, stage, sum(pupils) AS pupils,
  CASE WHEN sum(boarding_unknown) = 0 THEN sum(boarders) END AS boarders,
  CASE WHEN sum(migrant_unknown) = 0 THEN sum(migrants) END AS migrant_pupils,
  CASE WHEN sum(inside_unknown) = 0 THEN sum(inside) END AS catchment_pupils,
  CASE WHEN bool_and(named) THEN count(*) END AS classes,
  CASE WHEN bool_and(named) THEN count(DISTINCT grade) END AS grades,
  CASE WHEN bool_and(named) THEN max(pupils) END AS largest_class,
  CASE WHEN bool_and(named) AND stage <> 'senior'
       THEN count(*) FILTER (pupils > CASE WHEN stage = 'primary' THEN 45 ELSE 50 END) END AS classes_over
FROM (SELECT *, grade IS NOT NULL AND class_no IS NOT NULL AS named FROM classes_counted)
GROUP BY school_code, stage;

CREATE OR REPLACE TEMP TABLE teachers_counted AS
SELECT school_code, stage, count(*) AS teachers,
  CASE WHEN count(degree) = count(*) THEN count(*) FILTER (degree = 'associate') END AS degree_associate,
  CASE WHEN count(degree) = count(*) THEN count(*) FILTER (degree = 'bachelor') END AS degree_bachelor,
  CASE WHEN count(degree) = count(*) THEN count(*) FILTER (degree = 'master') END AS degree_master,
  CASE WHEN count(degree) = count(*) THEN count(*) FILTER (degree = 'doctor') END AS degree_doctor,
  CASE WHEN count(backbone) = count(*) THEN count(*) FILTER (backbone) END AS backbone,
  CASE WHEN count(subject) = count(*) THEN count(*) FILTER (subject LIKE '体育%') END AS pe,
  CASE WHEN count(subject) = count(*) THEN count(*) FILTER (subject LIKE '音乐%') END AS music,
  CASE WHEN count(subject) = count(*) THEN count(*) FILTER (subject LIKE '美术%') END AS art,
  CASE WHEN count(subject) = count(*) THEN count(*) FILTER (subject LIKE '艺术%') END AS arts,
  CASE WHEN count(certified) = count(*) THEN count(*) FILTER (certified) END AS certified,
  CASE WHEN count(training_hours_5y) = count(*)
       THEN count(*) FILTER (training_hours_5y >= 360) END AS trained_360
FROM teachers
WHERE school_code IS NOT NULL AND stage IN ('primary', 'junior', 'senior')
GROUP BY school_code, stage;

CREATE OR REPLACE TEMP TABLE stages AS
SELECT r.school_code, r.stage,
  coalesce(p.pupils, r.pupils) AS pupils, coalesce(p.classes, r.classes) AS classes,
  coalesce(p.largest_class, r.largest_class) AS largest_class,
  coalesce(p.classes_over, r.classes_over) AS classes_over,
  coalesce(p.catchment_pupils, r.catchment_pupils) AS catchment_pupils,
  coalesce(t.teachers, r.teachers) AS teachers,
  coalesce(t.degree_associate, r.degree_associate) AS degree_associate,
  coalesce(t.degree_bachelor, r.degree_bachelor) AS degree_bachelor,
  coalesce(t.degree_master, r.degree_master) AS degree_master,
  coalesce(t.degree_doctor, r.degree_doctor) AS degree_doctor,
  coalesce(t.backbone, r.backbone) AS backbone, coalesce(t.pe, r.pe) AS pe,
  coalesce(t.music, r.music) AS music, coalesce(t.art, r.art) AS art, coalesce(t.arts, r.arts) AS arts,
  coalesce(t.certified, r.certified) AS certified, coalesce(t.trained_360, r.trained_360) AS trained_360
FROM reported_stages AS r
LEFT JOIN pupils_counted AS p USING (school_code, stage)
LEFT JOIN teachers_counted AS t USING (school_code, stage);
