using CustomConnector;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A source and a sink of our own, in our own process, with a broker inside it: dotnet run --project samples/CustomConnector
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Printed>();
builder.AddKafkaConnect(configure: worker => worker.BootstrapServers = "embedded")
    .AddConnector<CounterSource>("counter", source => source["topic"] = "numbers")
    .AddConnector<ConsoleSink>("console", sink => sink.Topics.Add("numbers"));

using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("Counting; Ctrl-C ends it, and so does the tenth number with --once.");
var printed = host.Services.GetRequiredService<Printed>();
if (args.Contains("--once"))
{
    while (printed.Count < 10)
        await Task.Delay(50);
    await host.StopAsync();
}
else
{
    await host.WaitForShutdownAsync();
}
