-- dialect: postgres
SELECT id, status FROM public.orders WHERE id = 7;
DELETE FROM public.orders;
