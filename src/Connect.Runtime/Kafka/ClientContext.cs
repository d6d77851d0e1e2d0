using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka;

/// <summary>What every client needs besides its configuration.</summary>
/// <param name="Monitor">Observes the client's errors and log lines.</param>
/// <param name="Logger">The logger.</param>
/// <param name="Time">The clock.</param>
/// <param name="Native">librdkafka; null to use only Confluent.Kafka.</param>
internal sealed record ClientContext(ConnectionMonitor Monitor, ILogger Logger, TimeProvider Time, NativeClientApi? Native = null);
