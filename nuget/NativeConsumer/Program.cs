using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connect.Connectors;
using Connect.FileStreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NativeConsumer;

// An application that is published trimmed or as native code: settings, a file source, a sink of its own, transforms, JSON and Avro, offsets in a
// file, and the REST API.
var folder = Directory.CreateTempSubdirectory("connect-native-").FullName;
var input = Path.Combine(folder, "input.txt");
await File.WriteAllLinesAsync(input, ["foo", "bar"]);

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
builder.Services.AddRoutingCore();
builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(
    """
    { "Kafka": { "Connect": {
      "BootstrapServers": "embedded",
      "OffsetFlushInterval": "00:00:01",
      "Connectors": {
        "json": { "connector.class": "FileStreamSource", "topic": "json-lines", "transforms": { "hoist": { "type": "HoistField$Value", "field": "line" } } },
        "avro": {
          "connector.class": "FileStreamSource",
          "topic": "avro-lines",
          "transforms": { "hoist": { "type": "HoistField$Value", "field": "line" } },
          "value.converter": "io.confluent.connect.avro.AvroConverter",
          "value.converter.schema.registry.url": "mock://native"
        }
      }
    } } }
    """)));
foreach (var source in (string[])["json", "avro"])
{
    builder.Configuration[$"Kafka:Connect:Connectors:{source}:file"] = input;
    builder.Configuration[$"Kafka:Connect:Connectors:{source}:transforms"] = "hoist";
}

builder.Services.AddSingleton<Lines>();
builder.AddKafkaConnect(configure: worker => worker.OffsetStorageFile = Path.Combine(folder, "offsets"))
    .AddPlugins(FileStreamPlugins.All)
    .AddAvroConverter()
    .AddConnector<LineSink>("json-sink", sink => sink.Topics.Add("json-lines"))
    .AddConnector<LineSink>("avro-sink", sink =>
    {
        sink.Topics.Add("avro-lines");
        sink["value.converter"] = "io.confluent.connect.avro.AvroConverter";
        sink["value.converter.schema.registry.url"] = "mock://native";
    });

await using var app = builder.Build();
app.MapKafkaConnect("/");
await app.StartAsync();
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var lines = app.Services.GetRequiredService<Lines>();
while (lines.Count < 4)
    await Task.Delay(50, deadline.Token);

using var rest = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
using var created = await rest.PostAsync(
    "/connectors",
    new StringContent(
        $$$"""{"name": "rest", "config": {"connector.class": "FileStreamSource", "file": "{{{input}}}", "topic": "rest-lines"}}""",
        Encoding.UTF8,
        "application/json"));
if (created.StatusCode != HttpStatusCode.Created)
    throw new InvalidOperationException($"{created.StatusCode}: {await created.Content.ReadAsStringAsync()}");
while ((await GetAsync("/connectors/rest/status"))["tasks"]!.AsArray().FirstOrDefault()?["state"]?.GetValue<string>() != "RUNNING")
    await Task.Delay(50, deadline.Token);
var listed = (await GetAsync("/connectors?expand=info&expand=status")).AsObject();
var described = (await GetAsync("/connector-plugins")).AsArray().Count;
using var refused = await rest.PutAsync("/connectors/rest/config", new StringContent("{}", Encoding.UTF8, "application/json"));
var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error_code"]!.GetValue<int>();
using var deleted = await rest.DeleteAsync("/connectors/rest");
await app.StopAsync();
var offsets = new FileInfo(Path.Combine(folder, "offsets")).Length;
Directory.Delete(folder, recursive: true);
Console.WriteLine($"Published, the packages work: {lines} ({(offsets > 0 ? "offsets kept" : "no offsets")})");
Console.WriteLine($"REST: {(int)created.StatusCode}, {listed.Count} connectors, {described} plugins, {error}, {(int)deleted.StatusCode}");

async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await rest.GetStringAsync(path, deadline.Token))!;
