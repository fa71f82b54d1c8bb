-- Whatever is cached is keyed by this number.
UPDATE meta SET value = (value::BIGINT + 1)::VARCHAR WHERE key = 'data_version'
