namespace Connect.WorkerProgram.Server;

/// <summary>Marks connections of admin listeners.</summary>
internal sealed class AdminConnection
{
    /// <summary>The only instance.</summary>
    public static readonly AdminConnection Instance = new();

    private AdminConnection()
    {
    }
}
