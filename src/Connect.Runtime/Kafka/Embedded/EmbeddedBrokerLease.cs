using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>A share in an embedded broker. All shares of one name in a process are of one broker; it ends with the last of them.</summary>
internal sealed class EmbeddedBrokerLease : IDisposable
{
    // Brokers belong to the process, as ports do: workers that know nothing of each other meet here by name.
    private static readonly Dictionary<string, (EmbeddedBroker Broker, int Shares)> Brokers = new(StringComparer.OrdinalIgnoreCase);

    private readonly string _name;
    private bool _isDisposed;

    private EmbeddedBrokerLease(string name, EmbeddedBroker broker)
    {
        _name = name;
        Broker = broker;
    }

    /// <summary>The broker.</summary>
    public EmbeddedBroker Broker { get; }

    /// <summary>Takes a share, and starts the broker when it is the first.</summary>
    /// <param name="name">The broker's name: <c>embedded</c>, or <c>embedded:</c> and a word to tell it from others.</param>
    /// <param name="logger">Where warnings about its limits go.</param>
    /// <exception cref="ConnectException">It does not start.</exception>
    public static EmbeddedBrokerLease Acquire(string name, ILogger logger)
    {
        lock (Brokers)
        {
            var (broker, shares) = Brokers.TryGetValue(name, out var entry) ? entry : (new EmbeddedBroker(logger), 0);
            Brokers[name] = (broker, shares + 1);
            return new EmbeddedBrokerLease(name, broker);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Brokers)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            var (broker, shares) = Brokers[_name];
            if (shares > 1)
            {
                Brokers[_name] = (broker, shares - 1);
                return;
            }

            Brokers.Remove(_name);
        }

        Broker.Dispose();
    }
}
