using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

// An application as a user writes it, on the packages as they are published: a file through Kafka into a file, and REST.
var folder = Directory.CreateTempSubdirectory("connect-packages-").FullName;
var input = Path.Combine(folder, "input.txt");
var output = Path.Combine(folder, "output.txt");
await File.WriteAllLinesAsync(input, ["foo", "bar"]);

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.AddKafkaConnect(configure: worker => worker.BootstrapServers = "embedded")
    .AddFileConnectors()
    .AddAvroConverter()
    .AddConnector("source", "FileStreamSource", source =>
    {
        source["file"] = input;
        source["topic"] = "lines";
        source["value.converter"] = "io.confluent.connect.avro.AvroConverter";
        source["value.converter.schema.registry.url"] = "mock://packages";
    })
    .AddConnector("sink", "FileStreamSink", sink =>
    {
        sink["file"] = output;
        sink.Topics.Add("lines");
        sink["value.converter"] = "io.confluent.connect.avro.AvroConverter";
        sink["value.converter.schema.registry.url"] = "mock://packages";
    });

await using var app = builder.Build();
app.MapKafkaConnect("/connect");
await app.StartAsync();
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
while (!File.Exists(output) || File.ReadAllLines(output).Length < 2)
    await Task.Delay(100, deadline.Token);

using var client = new HttpClient { BaseAddress = new Uri(
    app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
var connectors = await client.GetFromJsonAsync<string[]>("/connect/connectors", deadline.Token);
await app.StopAsync();
Directory.Delete(folder, recursive: true);
Console.WriteLine($"The packages work: {string.Join(", ", connectors!.Order())}");
