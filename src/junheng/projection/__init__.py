"""School-age children and pupils, by town, grade and year: a cohort moves up a grade every year.

Sets: towns i, grades g = 1 .. G (the first p of them primary), years t.
Data: E_i,g,t pupils; C_i,t children who reach school age in year t (from births); M_i,g,t pupils who
arrive less those who leave beyond what is usual (new housing); s_j,i the share of the primary leavers
of town j who go on to the junior schools of town i.

    (1) base       B_i,1,t = C_i,t
                   B_i,g,t = E_i,g-1,t-1                          g > 1, g <> p + 1
                   B_i,p+1,t = sum_j s_j,i E_j,p,t-1
    (2) ratio      r_i,g,t = (E_i,g,t - M_i,g,t) / B_i,g,t        where known and B > 0
    (3) rate       R_i,g = sum_t w_t r_i,g,t                      mean, or exponential smoothing
    (4) forecast   E_i,g,t = R_i,g B_i,g,t + M_i,g,t
    (5) residual   e_i,g,t = (r_i,g,t - mean_t r_i,g,t) sqrt(n / (n - 1))
    (6) one draw   E_i,g,t = max(0, R_i,g + f (a_i,g + e_i,g,u(t))) B_i,g,t + M_i,g,t
                   a_i,g = sum_t w_t e_i,g,v(t)                   the rate itself is uncertain
                   f = sqrt((n - 1) / x),  x ~ chi2 with n - 1 degrees of freedom

In a draw the years u(t), v(t) and the inflation f are the same for all grades and towns, so that a
good year is a good year everywhere; drawn apart, the intervals would be too narrow. Formulas are
numbered as the code refers to them.
"""
