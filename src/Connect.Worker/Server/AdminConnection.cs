namespace Connect.WorkerProgram.Server;

/// <summary>Marks the connections that came in through an admin listener.</summary>
internal sealed class AdminConnection
{
    /// <summary>The mark.</summary>
    public static readonly AdminConnection Instance = new();

    private AdminConnection()
    {
    }
}
