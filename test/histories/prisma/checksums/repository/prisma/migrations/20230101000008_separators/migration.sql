SELECT '  ';
