using System.Globalization;

namespace Connect.Runtime.Hosting;

/// <summary>A connector declared in code. The typed properties and Kafka Connect's keys are two views of the same settings. The result is the
/// configuration that the REST API would store.</summary>
public sealed class ConnectorOptions
{
    /// <summary>The configuration by key: Kafka Connect's keys and the connector's own.</summary>
    public IDictionary<string, string?> Properties { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The topics that a sink reads (<c>topics</c>).</summary>
    public IList<string> Topics { get; } = [];

    /// <summary>The transforms by alias, in the order in which they are applied (<c>transforms</c>).</summary>
    public PluginOptionsCollection Transforms { get; } = new();

    /// <summary>The predicates by alias (<c>predicates</c>).</summary>
    public PluginOptionsCollection Predicates { get; } = new();

    /// <summary>The maximum number of tasks (<c>tasks.max</c>).</summary>
    /// <value>Default 1. At least 1.</value>
    public int MaxTasks
    {
        get => Properties.TryGetValue("tasks.max", out var text)
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : 1;
        set => Properties["tasks.max"] = value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The key converter (<c>key.converter</c>): a class name or an alias.</summary>
    /// <value>Default null: the worker's.</value>
    public string? KeyConverter
    {
        get => this["key.converter"];
        set => this["key.converter"] = value;
    }

    /// <summary>The value converter (<c>value.converter</c>): a class name or an alias.</summary>
    /// <value>Default null: the worker's.</value>
    public string? ValueConverter
    {
        get => this["value.converter"];
        set => this["value.converter"] = value;
    }

    /// <summary>The value of a configuration key; null if it is not set.</summary>
    /// <param name="key">The key.</param>
    public string? this[string key]
    {
        get => Properties.TryGetValue(key, out var value) ? value : null;
        set => Properties[key] = value;
    }

    internal Dictionary<string, string?> ToProperties(string className)
    {
        var properties = new Dictionary<string, string?>(StringComparer.Ordinal) { ["connector.class"] = className };
        foreach (var (key, value) in Properties)
            properties[key] = value;
        if (Topics.Count > 0)
            properties["topics"] = string.Join(',', Topics);
        Transforms.WriteTo(properties, "transforms");
        Predicates.WriteTo(properties, "predicates");
        return properties;
    }
}
