UPDATE meta SET value = $taken::VARCHAR WHERE key = 'cells'
