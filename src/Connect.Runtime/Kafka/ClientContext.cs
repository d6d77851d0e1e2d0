using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka;

/// <summary>What every client needs besides its configuration.</summary>
/// <param name="Monitor">Listens to the client's errors and log lines.</param>
/// <param name="Logger">Where our own lines go.</param>
/// <param name="Time">The clock.</param>
/// <param name="Native">The library; null where only Confluent.Kafka is to be used.</param>
internal sealed record ClientContext(ConnectionMonitor Monitor, ILogger Logger, TimeProvider Time, NativeClientApi? Native = null);
