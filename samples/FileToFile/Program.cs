using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A file is read into a topic, and the topic written to another file: dotnet run --project samples/FileToFile [-- [--once] [input [output]]]
var files = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
var input = Path.GetFullPath(files.ElementAtOrDefault(0) ?? "input.txt");
var output = Path.GetFullPath(files.ElementAtOrDefault(1) ?? "output.txt");
if (!File.Exists(input))
    await File.WriteAllLinesAsync(input, ["foo", "bar", "Ende gut, alles gut ✓"]);
File.Delete(output);
var expected = File.ReadLines(input).Count();

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.AddKafkaConnect(configure: worker => worker.BootstrapServers = "embedded")
    .AddFileConnectors()
    .AddTransform("show", record =>
    {
        Console.WriteLine($"  through Kafka: {record.Topic}-{record.Partition} {record.Value}");
        return record;
    })
    .AddConnector("file-source", "FileStreamSource", source =>
    {
        source["file"] = input;
        source["topic"] = "lines";
    })
    .AddConnector("file-sink", "FileStreamSink", sink =>
    {
        sink["file"] = output;
        sink.Topics.Add("lines");
        sink.Transforms.Add("show");
    });

using var host = builder.Build();
await host.StartAsync();
Console.WriteLine($"{input}\n  -> topic 'lines' (JSON with schema, in an embedded broker)\n  -> {output}");
// On a terminal it goes on, to watch; elsewhere, and with --once, it ends when the input is through.
if (args.Contains("--once") || Console.IsInputRedirected || Console.IsOutputRedirected)
{
    using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
    while (!File.Exists(output) || File.ReadLines(output).Count() < expected)
        await Task.Delay(50, deadline.Token);
    await host.StopAsync();
    Console.WriteLine($"{expected} lines written to {output}");
}
else
{
    Console.WriteLine($"Append lines to {input} and watch them arrive; press Ctrl-C to end.");
    await host.WaitForShutdownAsync();
}
