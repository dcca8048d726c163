class Application < Rails::Application
end
