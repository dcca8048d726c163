SELECT 'Grüße, 世界, 🎉, é';
