/** Functions of the other databases that change nothing and read no files. */
export const otherFunctions = `
  abs acos add_months adddate addtime aes_decrypt aes_encrypt any_value app_name approx_count_distinct
  approx_percentile approx_quantile approx_quantiles approx_top_count approx_top_k arg_max arg_min argmax argmin
  array_agg array_append array_cat array_compact array_concat array_concat_agg array_construct
  array_construct_compact array_contains array_distinct array_except array_filter array_first array_flatten
  array_has array_insert array_intersection array_join array_last array_length array_max array_min array_position
  array_prepend array_remove array_reverse array_size array_slice array_sort array_sum array_to_string
  array_transform array_union array_unique_agg array_zip as_array as_double as_integer as_object as_varchar ascii
  asciistr asin atan atan2 atn2 avg base64_decode_string base64_encode benchmark bin bin_to_uuid binary_checksum
  bit_and bit_count bit_length bit_or bit_xor bitand bitand_agg bitor bitxor bm25 bool_and bool_or booland
  booland_agg boolor boolor_agg boolxor byte_length bytes cardinality cast cbrt ceil ceiling changes char
  char_length character_length charindex charset check_json check_xml checksum checksum_agg choose chr coalesce
  coercibility col_length col_name collate collation collect column_create column_get columns_updated compress
  concat concat_agg concat_ws connection_id connectionproperty contains contains_substr convert convert_timezone
  convert_tz corr cos cosine_distance cot count count_big count_if countif covar_pop covar_samp crc32 cume_dist
  curdate current_account current_available_roles current_client current_database current_date current_datetime
  current_ip_address current_region current_role current_schema current_schemas current_session current_statement
  current_time current_timestamp current_timezone current_transaction current_transaction_id current_user
  current_version current_warehouse cursor_status curtime database database_principal_id databasepropertyex
  datalength date date_add date_bucket date_diff date_format date_from_parts date_from_unix_date date_part
  date_spine date_sub date_trunc dateadd datediff datediff_big datefromparts datename datepart datetime
  datetime2fromparts datetime_add datetime_diff datetime_sub datetime_trunc datetimefromparts day dayname dayofmonth
  dayofweek dayofyear db_id db_name decimal_add decimal_cmp decimal_mul decimal_sub decode decompress default
  degrees dense_ntile dense_rank div dump editdist3 editdistance elt empty_blob empty_clob encode encode_uri
  ends_with endswith enum_range eomonth equal_null error_line error_message error_number error_procedure
  error_severity error_state euclidean_distance exist exp explode export_set extract extractvalue farm_fingerprint
  field find_in_set first_value flatten floor format format_bytes format_date format_datetime format_time
  format_timestamp formatmessage found_rows from_base64 from_days from_hex from_unixtime fts5
  fulltextserviceproperty gen_random_uuid generate_array generate_date_array generate_series
  generate_timestamp_array generate_uuid generator geometry get get_bit get_ddl get_format get_lock get_path
  getansinull getdate getutcdate glob greatest group_concat group_id grouping grouping_id has_dbaccess
  has_perms_by_name hash hash_agg hashbytes hex hex_decode_string hex_encode highlight histogram hll hllagg host_id
  host_name hour iceberg_tables ident_current ident_incr ident_seed identity ieee754 if iff ifnull iif index_col
  indexkey_property indexproperty inet6_aton inet6_ntoa inet_aton inet_ntoa initcap inline insert instr instrb
  instrrev int interval is_array is_boolean is_free_lock is_ipv4 is_ipv6 is_member is_null_value is_object
  is_rolemember is_srvrolemember is_used_lock is_uuid isdate isfinite isjson isnull isnumeric jarowinkler_similarity
  json json_agg json_array json_array_append json_array_insert json_array_length json_arrayagg json_contains
  json_contains_path json_depth json_each json_error_position json_exists json_extract json_extract_array
  json_extract_path_text json_extract_scalar json_extract_string json_extract_string_array json_group_array
  json_group_object json_insert json_keys json_length json_merge json_merge_patch json_merge_preserve json_modify
  json_object json_objectagg json_overlaps json_patch json_path_exists json_pretty json_query json_query_array
  json_quote json_remove json_replace json_schema_valid json_search json_set json_storage_size json_table
  json_transform json_tree json_type json_unquote json_valid json_value json_value_array jsonb jsonb_array
  jsonb_each jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove
  jsonb_replace jsonb_set jsonb_tree julian julianday kurtosis l2_distance lag last_day last_insert_id
  last_insert_rowid last_value lax_bool lax_string lcase lead least left len length lengthb likelihood likely list
  list_agg list_aggregate list_append list_concat list_contains list_distinct list_extract list_filter list_has
  list_has_all list_has_any list_position list_reduce list_sort list_sum list_transform list_unique list_value
  list_zip listagg ln localtime localtimestamp locate log log10 log1p log2 lower lower_utf8 lpad ltrim make_date
  make_set make_time make_timestamp makedate maketime map map_entries map_extract map_from_entries map_keys
  map_values master_pos_wait matchinfo max max_by md5 md5_hex md5_number_lower64 median microsecond mid min min_by
  minute mod mode month monthname months_between name_const named_struct nanvl new_time newid newsequentialid
  next_day nls_initcap nls_lower nls_upper nlssort nodes normal normalize now nth_value ntile nullif nullifzero
  numtodsinterval numtoyminterval nvl nvl2 object_agg object_construct object_construct_keep_null object_definition
  object_delete object_id object_insert object_keys object_name object_pick object_schema_name objectproperty
  objectpropertyex oct octet octet_length octet_to_str offsets open_json openjson openxml ora_hash ord
  original_db_name original_login parse_ip parse_json parse_url parsename password path patindex percent_rank
  percentile_approx percentile_cont percentile_disc period_add period_diff permissions pi pivot point posexplode
  position pow power pragma_compile_options pragma_database_list pragma_foreign_key_list pragma_function_list
  pragma_index_info pragma_index_list pragma_table_info pragma_table_list pragma_table_xinfo printf ps_thread_id
  quantile quantile_cont quantile_disc quarter quote quotename radians rand random random_bytes randomblob randstr
  range range_bucket rank ratio_to_report rawtohex regexp regexp_contains regexp_count regexp_extract
  regexp_extract_all regexp_full_match regexp_instr regexp_like regexp_matches regexp_replace regexp_split_to_array
  regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
  release_all_locks release_lock repeat replace replicate reservoir_quantile result_scan reverse right roles_graphml
  round row row_count row_id row_number row_to_json rowcount_big rownumber rpad rtreecheck rtrim rtrimmed_length
  safe_add safe_cast safe_convert_bytes_to_string safe_divide safe_multiply safe_negate safe_subtract schema
  schema_id schema_name scope_identity sec_to_time second seq1 seq2 seq4 seq8 sequence serverproperty
  session_context session_id session_user sessionproperty sha sha1 sha1_hex sha2 sha256 sha2_hex sha512 sign sin
  sinh skewness sleep smalldatetimefromparts snippet soundex soundex_p123 space split split_part split_to_table
  sql_variant_property sqlite_compileoption_get sqlite_compileoption_used sqlite_offset sqlite_source_id
  sqlite_version sqrt square squareroot st_collect st_distance_sphere st_geogpoint st_geohash starts_with startswith
  statement_digest stats_date std stddev stddev_pop stddev_samp stdev stdevp str str_to_date strcmp strftime string
  string_agg string_escape string_split string_to_array string_to_table strip_accents strpos strptime strtok
  strtok_split_to_table strtok_to_array struct struct_extract struct_pack stuff subdate substr substrb substring
  substring_index subtime subtype suser_id suser_name suser_sname switchoffset sys_context sys_guid sysdate
  sysdatetime sysdatetimeoffset system_user systimestamp sysutcdatetime tan tanh tertiary_weights textptr time
  time_add time_bucket time_diff time_format time_from_parts time_slice time_sub time_to_sec time_trunc timediff
  timefromparts timestamp timestamp_add timestamp_diff timestamp_from_parts timestamp_ltz_from_parts
  timestamp_micros timestamp_millis timestamp_ntz_from_parts timestamp_seconds timestamp_sub timestamp_trunc
  timestamp_tz_from_parts timestampadd timestampdiff to_array to_ascii to_base32 to_base64 to_binary to_boolean
  to_char to_clob to_code_points to_date to_days to_decimal to_double to_dsinterval to_geography to_geometry to_hex
  to_json to_json_string to_jsonb to_lob to_nchar to_nclob to_number to_numeric to_object to_seconds to_time
  to_timestamp to_timestamp_ltz to_timestamp_ntz to_timestamp_tz to_varchar to_variant to_xml to_yminterval
  todatetimeoffset today total total_changes transform translate treat trigger_nestlevel trim trunc truncate
  try_base64_decode_string try_cast try_convert try_hex_decode_string try_parse try_parse_json try_to_binary
  try_to_boolean try_to_date try_to_decimal try_to_double try_to_geography try_to_number try_to_numeric try_to_time
  try_to_timestamp try_to_timestamp_ntz ts_or_ds type_id type_name typeof typeproperty tz_offset ucase uid
  uncompress uncompressed_length unhex unicode uniform unix_date unix_micros unix_millis unix_seconds unix_timestamp
  unixepoch unlikely unnest update updatexml upper user user_id user_name userenv utc_date utc_time utc_timestamp
  uuid uuid7 uuid_short uuid_string uuid_to_bin validate_password_strength value values var var_pop var_samp
  variance varp vector_distance version vsize wait_for_executed_gtid_set week weekday weekofyear weight_string
  width_bucket xact_state xmlagg xmlelement xmlforest xmlget xmlparse xmlquery xmlserialize xmltable xmltype year
  yearofweek yearofweekiso yearweek zeroblob zeroifnull zipf match against variance_pop variance_samp lead lag list_value array_value stack
`;
