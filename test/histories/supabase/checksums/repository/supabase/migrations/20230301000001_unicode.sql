select 'Grüße, 世界, 🎉, é'; 
select 2 ; 