using Microsoft.AspNetCore.Builder;

namespace Connect.AspNetCore.Tests;

public class MappingTests
{
    [Test]
    public async Task Mapping_without_a_worker_says_what_to_call_first()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var thrown = Assert.Throws<InvalidOperationException>(() => app.MapKafkaConnect());
        Assert.That(thrown!.Message, Is.EqualTo("Call builder.AddKafkaConnect() before app.MapKafkaConnect()."));
    }

    [Test]
    public async Task Conventions_reach_every_route()
    {
        await using var worker = await RestWorker.StartAsync("/c", conventions => conventions.Add(endpoint => endpoint.Metadata.Add("seen")));
        Assert.That(await worker.Client.GetStringAsync("connectors"), Is.EqualTo("[]"));
    }
}
