using System.Reflection;
using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>What Kafka's own clients can be configured with: enough of it to show and to hide overridden settings rightly.</summary>
/// <remarks>The names, types and defaults are those of Kafka 4.3.1; they are in <c>client-keys.tsv</c>.</remarks>
internal static class ClientDefinitions
{
    private const string Required = "required";
    private const string Null = "null";

    private static readonly Lazy<IReadOnlyDictionary<ConfiguredClient, ConfigDef>> All = new(Load);

    /// <summary>The definition for a client.</summary>
    public static ConfigDef Of(ConfiguredClient client) => All.Value[client];

    private static Dictionary<ConfiguredClient, ConfigDef> Load()
    {
        var definitions = Enum.GetValues<ConfiguredClient>().ToDictionary(client => client, _ => new ConfigDef());
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Connect.Runtime.Configuration.client-keys.tsv")
            ?? throw new InvalidOperationException("The table of client settings is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            foreach (var client in columns[4].Split(','))
                definitions[Enum.Parse<ConfiguredClient>(client, ignoreCase: true)].Define(Key(columns, client));
        }

        return definitions;
    }

    private static ConfigKey Key(string[] columns, string client)
    {
        var key = new ConfigKey
        {
            Name = columns[0],
            Type = Enum.Parse<ConfigType>(columns[1], ignoreCase: true),
            Importance = Enum.Parse<ConfigImportance>(columns[2], ignoreCase: true),
            Documentation = $"Overrides the worker's setting {columns[0]} for this connector's {client}.",
        };
        return columns[3] switch
        {
            Required => key,
            Null => key with { DefaultValue = null },
            var value => key with { DefaultValue = value[1..] },
        };
    }
}
