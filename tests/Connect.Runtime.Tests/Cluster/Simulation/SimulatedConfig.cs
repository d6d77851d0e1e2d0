using System.Collections.Immutable;
using Connect.Runtime.Cluster;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>The config topic: what is to run, at each offset.</summary>
internal sealed class SimulatedConfig
{
    private readonly List<ClusterWork> _versions = [new ClusterWork([], 0)];
    private readonly SortedDictionary<string, (long Generation, int Tasks, string Plugin, bool ExactlyOnce, bool Stopped)> _connectors = new(
        StringComparer.Ordinal);
    private int _names;

    public int End => _versions.Count - 1;

    public ClusterWork Newest => _versions[^1];

    public ClusterWork At(int offset) => _versions[offset];

    public string Change(Random random, int maxConnectors)
    {
        string what;
        var names = _connectors.Keys.ToArray();
        var name = names.Length == 0 ? "" : names[random.Next(names.Length)];
        var kind = random.Next(10);
        if (names.Length == 0 || (kind < 4 && names.Length < maxConnectors))
        {
            name = $"c{_names++}";
            _connectors[name] = (_versions.Count, random.Next(0, 5), random.Next(5) == 0 ? "q" : "p", random.Next(5) == 0, false);
            what = $"add {name} {_connectors[name]}";
        }
        else if (kind < 5)
        {
            _connectors.Remove(name);
            what = $"remove {name}";
        }
        else if (kind < 6)
        {
            _connectors[name] = _connectors[name] with { Stopped = !_connectors[name].Stopped };
            what = $"stop or start {name} {_connectors[name]}";
        }
        else
        {
            _connectors[name] = _connectors[name] with { Generation = _versions.Count, Tasks = random.Next(0, 5) };
            what = $"new tasks for {name} {_connectors[name]}";
        }
        Commit();
        return what;
    }

    private void Commit()
    {
        var items = ImmutableArray.CreateBuilder<ConfiguredItem>();
        foreach (var (name, connector) in _connectors)
        {
            items.Add(new ConfiguredItem(WorkItem.OfConnector(name), connector.Plugin, false));
            for (var task = 0; task < (connector.Stopped ? 0 : connector.Tasks); task++)
                items.Add(new ConfiguredItem(
                    WorkItem.OfTask(new ConnectorTaskId(name, task), connector.Generation), connector.Plugin, connector.ExactlyOnce));
        }
        _versions.Add(new ClusterWork(items.ToImmutable(), _versions.Count));
    }
}
