using System.Collections.Concurrent;

namespace Connect.Tests.Connectors;

/// <summary>The way from a test to the connectors and tasks that a worker has made: by the connector's name.</summary>
public sealed class ConnectorHandles
{
    private readonly ConcurrentDictionary<string, ConnectorHandle> _handles = new(StringComparer.Ordinal);

    /// <summary>Called when a sink task is constructed; may block.</summary>
    public Action? OnTaskMade { get; set; }

    /// <summary>The handle of a connector; made at the first call, from whichever side.</summary>
    public ConnectorHandle this[string connector] => _handles.GetOrAdd(connector, name => new ConnectorHandle(name));
}
