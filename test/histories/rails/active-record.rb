# What bin/rails db:migrate, db:migrate:status and db:schema:load come to, with nothing of Rails but Active Record:
# ruby active-record.rb migrate|status|load
require "active_record"
require "active_record/tasks/database_tasks"

ENV["RAILS_ENV"] ||= "production"
ActiveRecord::Base.establish_connection(ENV.fetch("DATABASE_URL"))
ActiveRecord::Migration.verbose = false
context = ActiveRecord::MigrationContext.new("db/migrate", ActiveRecord::SchemaMigration)

begin
  case ARGV.fetch(0)
  when "migrate"
    context.migrate
  when "status"
    context.migrations_status.each { |status, version, name| puts "#{status.center(8)}  #{version.ljust(14)}  #{name}" }
  when "load"
    ActiveRecord::Schema.verbose = false
    load "db/schema.rb"
  end
rescue => error
  abort error.message
end
