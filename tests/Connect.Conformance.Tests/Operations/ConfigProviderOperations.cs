using System.Text.Json.Nodes;
using Connect.Configuration;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Conformance.Tests.Operations;

/// <summary>The operations of configdef.jsonl on variables and configuration providers.</summary>
internal sealed class ConfigProviderOperations : IGoldenOperations
{
    private const string FolderMark = "<dir>";

    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("transform-config", Transform),
        new("file-provider", golden => InFolder(golden, FileProvider)),
        new("directory-provider", golden => InFolder(golden, DirectoryProvider)),
        new("env-provider", EnvironmentProvider),
    ];

    private static JsonObject Transform(GoldenCase golden)
    {
        var providers = golden["providers"]!.AsObject()
            .ToDictionary(entry => entry.Key, entry => (IConfigProvider)new StatedProvider(entry.Value!.AsObject()));
        var result = new ConfigTransformer(providers).TransformAsync(golden.Texts("props")).AsTask().GetAwaiter().GetResult();
        var data = new JsonObject();
        foreach (var (name, value) in result.Data)
            data[name] = value;
        var ttls = new JsonObject();
        foreach (var (path, timeToLive) in result.TimesToLive)
            ttls[path] = Milliseconds(timeToLive);
        return new JsonObject { ["data"] = data, ["ttls"] = ttls };
    }

    private static JsonObject FileProvider(GoldenCase golden, string folder)
    {
        var file = Path.Combine(folder, "f.properties");
        if (golden["bytes"] is { } bytes)
            File.WriteAllBytes(file, Convert.FromBase64String(JsonText.Of(bytes)!));
        else if (golden.Text("content") is { } content)
            File.WriteAllText(file, content);
        return Ask(golden, folder, config => new FileConfigProvider(config, NullLogger.Instance));
    }

    private static JsonObject DirectoryProvider(GoldenCase golden, string folder)
    {
        foreach (var (name, content) in golden["files"]!.AsObject())
        {
            var file = Path.Combine(folder, "d", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, JsonText.Of(content)!);
        }

        return Ask(golden, folder, config => new DirectoryConfigProvider(config, NullLogger.Instance));
    }

    private static JsonObject EnvironmentProvider(GoldenCase golden) =>
        Ask(golden, "", config => new EnvVarConfigProvider(config, golden.Texts("env").ToDictionary(entry => entry.Key, entry => entry.Value!)));

    private static JsonObject Ask(GoldenCase golden, string folder, Func<IReadOnlyDictionary<string, string?>, IConfigProvider> create)
    {
        var phase = "configure";
        try
        {
            var provider = create(golden.Texts("config").ToDictionary(entry => entry.Key, entry => InFolder(entry.Value, folder)));
            phase = "get";
            IReadOnlyCollection<string>? keys = golden["keys"] is JsonArray names ? [.. names.Select(name => JsonText.Of(name)!)] : null;
            var found = provider.GetAsync(InFolder(golden.Text("path"), folder), keys).AsTask().GetAwaiter().GetResult();
            var data = new JsonObject();
            foreach (var (name, value) in found.Data)
                data[name] = value;
            return new JsonObject { ["data"] = data, ["ttl"] = found.TimeToLive is { } timeToLive ? Milliseconds(timeToLive) : null };
        }
        catch (Exception e) when (e is ConfigException or ArgumentException)
        {
            var failure = ErrorNotation.Failure(e, phase);
            if (folder.Length > 0)
                failure["error"]!["message"] = e.Message.Replace(folder, FolderMark, StringComparison.Ordinal);
            return failure;
        }
    }

    private static JsonObject InFolder(GoldenCase golden, Func<GoldenCase, string, JsonObject> run)
    {
        var folder = Directory.CreateTempSubdirectory("goldens");
        try
        {
            return run(golden, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? InFolder(string? text, string folder) => text?.Replace(FolderMark, folder, StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class StatedProvider(JsonObject paths) : IConfigProvider
    {
        public ValueTask<ConfigData> GetAsync(string? path, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken = default)
        {
            if (paths[path ?? ""] is not { } stated)
                return ValueTask.FromResult(ConfigData.Empty);
            var data = stated["data"]!.AsObject()
                .Where(entry => keys is null || keys.Contains(entry.Key))
                .ToDictionary(entry => entry.Key, entry => JsonText.Of(entry.Value)!);
            TimeSpan? timeToLive = stated["ttl"] is { } ttl ? TimeSpan.FromMilliseconds(long.Parse(JsonText.Of(ttl)!, null)) : null;
            return ValueTask.FromResult(new ConfigData(data, timeToLive));
        }
    }
}
