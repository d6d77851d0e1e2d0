namespace Connect.Runtime.Kafka.Logs;

/// <summary>Creates the logs of internal topics, and the administrator that creates them.</summary>
/// <remarks>Thread-safe. What it makes belongs to who asked for it, who also disposes it.</remarks>
internal interface ILogClients
{
    /// <summary>Creates a log. It does not connect before <see cref="ICompactedLog.StartAsync"/>.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="configs">The configurations of its clients.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the key.</exception>
    ICompactedLog CreateLog(string topic, LogClientConfigs configs);

    /// <summary>Creates an administrator.</summary>
    /// <param name="config">Its configuration.</param>
    /// <exception cref="ConfigException">A value is not valid; the message names the key.</exception>
    IKafkaAdmin CreateAdmin(ClientConfig config);
}
