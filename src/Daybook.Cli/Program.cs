using Daybook.Cli;

return await Tool.RunAsync(args);
