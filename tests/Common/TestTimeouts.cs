namespace Connect.Tests;

/// <summary>How long tests wait, generously: a machine may be busy.</summary>
public static class TestTimeouts
{
    /// <summary>For something that usually takes milliseconds.</summary>
    public static readonly TimeSpan Condition = TimeSpan.FromSeconds(30);

    /// <summary>For something that starts processes or waits for brokers.</summary>
    public static readonly TimeSpan Broker = TimeSpan.FromSeconds(120);
}
