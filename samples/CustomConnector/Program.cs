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
var printed = host.Services.GetRequiredService<Printed>();
// On a terminal it goes on, to watch; elsewhere, and with --once, it ends at the tenth number.
if (args.Contains("--once") || Console.IsInputRedirected || Console.IsOutputRedirected)
{
    using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
    while (printed.Count < 10)
        await Task.Delay(50, deadline.Token);
    await host.StopAsync();
    Console.WriteLine($"{printed.Count} numbers went through Kafka.");
}
else
{
    Console.WriteLine("Counting; press Ctrl-C to end.");
    await host.WaitForShutdownAsync();
}
