using Prilavok.Server.Cli;

return await Commands.RunAsync(args);
