INSERT INTO imports VALUES ($import_id, $file, $layout, $sha256, $options, now()::TIMESTAMP, $respondents, $answers,
                            $blanks, $skipped, $demo, $released, $issues)
