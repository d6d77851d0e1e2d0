namespace Connect.Plugins;

/// <summary>The kinds of plugins, in the order in which Kafka Connect lists them.</summary>
public enum PluginKind
{
    /// <summary>A sink connector.</summary>
    Sink,

    /// <summary>A source connector.</summary>
    Source,

    /// <summary>A transform.</summary>
    Transformation,

    /// <summary>A predicate.</summary>
    Predicate,

    /// <summary>A converter for keys and values.</summary>
    Converter,

    /// <summary>A converter for headers.</summary>
    HeaderConverter,

    /// <summary>A config provider; not listed over REST.</summary>
    ConfigProvider,

    /// <summary>A policy for client settings that connectors override; not listed over REST.</summary>
    ClientConfigOverridePolicy,
}
