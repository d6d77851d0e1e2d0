using Connect.WorkerProgram;

return await CommandLine.RunAsync(args);
