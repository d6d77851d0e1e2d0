namespace Connect.WorkerProgram;

/// <summary>The exit codes of Kafka Connect's workers.</summary>
internal static class ExitCodes
{
    /// <summary>The worker was asked to stop, or its connectors have finished (<c>exit.when.finished</c>), and it stopped.</summary>
    public const int Success = 0;

    /// <summary>The command line is invalid.</summary>
    public const int Usage = 1;

    /// <summary>The worker could not be created: its configuration is invalid, or Kafka is unreachable.</summary>
    public const int Initialization = 2;

    /// <summary>The worker could not be started, or a connector of the command line could not be created.</summary>
    public const int Start = 3;

    /// <summary>The worker stopped as asked, but the last offsets of a source could not be stored: its records since the last stored ones are read
    /// again. Kafka Connect has no such code.</summary>
    public const int OffsetsNotStored = 4;

    /// <summary>A running worker refused a request, or a configuration is invalid.</summary>
    public const int Refused = 5;

    /// <summary>A running worker cannot be reached.</summary>
    public const int Unreachable = 6;

    /// <summary>The worker stopped because its connectors had nothing left to do (<c>exit.when.finished</c>), and at least one of them has
    /// failed.</summary>
    public const int ConnectorFailed = 7;
}
