using Testcontainers.Kafka;

namespace Connect.Tests.Brokers;

/// <summary>An Apache Kafka in a container. It goes with the process: the container is removed when it stops.</summary>
public static class ContainerKafka
{
    /// <summary>The image. It is used if it is there, and not pulled.</summary>
    public const string Image = "apache/kafka:4.3.1";

    /// <summary>Whether Docker answers and has the image.</summary>
    public static async Task<bool> IsAvailableAsync()
        => (await Shell.RunAsync("docker", "image", "inspect", "--format", "{{.Id}}", Image)).ExitCode == 0;

    /// <summary>Starts a container.</summary>
    /// <returns>What goes into <c>bootstrap.servers</c>.</returns>
    public static async Task<string> StartAsync()
    {
        // Ryuk, the container that cleans up after others, would have to be pulled.
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        var container = new KafkaBuilder(Image).Build();
        await container.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return container.GetBootstrapAddress();
    }
}
