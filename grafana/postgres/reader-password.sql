-- For psql: the password of the role comes from the environment and stands nowhere.
\getenv password READER_PASSWORD
alter role halflife_reader password :'password';
