using System.Net;

namespace Connect.AspNetCore.Tests;

[CancelAfter(60_000)]
public class FrameworkAnswersTests
{
    private RestWorker _worker = null!;

    [SetUp]
    public async Task StartWorker() => _worker = await RestWorker.StartAsync("/connect");

    [TearDown]
    public async Task StopWorker() => await _worker.DisposeAsync();

    [TestCase("PUT", "connectors")]
    [TestCase("POST", "connectors/src/pause")]
    [TestCase("DELETE", "connector-plugins")]
    public async Task A_wrong_method_is_405_with_Connects_error_and_without_a_content_type(string method, string path)
    {
        using var response = await _worker.SendAsync(new HttpMethod(method), path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("""{"error_code":405,"message":"HTTP 405 Method Not Allowed"}"""));
            Assert.That(response.Content.Headers.ContentType, Is.Null);
        }
    }

    [Test]
    public async Task Another_content_type_is_415_and_another_accepted_type_406()
    {
        using var typed = await _worker.SendAsync(HttpMethod.Post, "connectors", "{}", contentType: "text/plain");
        using var accepting = await _worker.SendAsync(HttpMethod.Get, "connectors", accept: "text/html");
        using var anything = await _worker.SendAsync(HttpMethod.Get, "connectors", accept: "text/html, */*;q=0.1");
        Assert.That(
            (typed.StatusCode, accepting.StatusCode, anything.StatusCode),
            Is.EqualTo((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.NotAcceptable, HttpStatusCode.OK)));
        Assert.That(await accepting.Content.ReadAsStringAsync(), Is.EqualTo("""{"error_code":406,"message":"HTTP 406 Not Acceptable"}"""));
    }

    [Test]
    public async Task Options_lists_the_methods_and_HEAD_has_no_body()
    {
        using var options = await _worker.SendAsync(HttpMethod.Options, "connectors");
        using var head = await _worker.SendAsync(HttpMethod.Head, "connectors");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Content.Headers.Allow, Is.EquivalentTo(new[] { "HEAD", "POST", "GET", "OPTIONS" }));
            Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await head.Content.ReadAsStringAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task The_prefix_is_part_of_the_location_and_paths_outside_are_not_touched()
    {
        using var created =
            await _worker.SendAsync(
                HttpMethod.Put, "connectors/s/config", """{"connector.class":"FileStreamSource","topic":"t","file":"/tmp/none"}""");
        using var outside = await _worker.Client.GetAsync(_worker.Address + "/elsewhere");
        Assert.That(created.Headers.Location!.OriginalString, Is.EqualTo($"{_worker.Address}/connect/connectors/s"));
        Assert.That(await outside.Content.ReadAsStringAsync(), Is.Empty);
    }

    [Test]
    public async Task Plugins_are_listed_connectors_alone_unless_asked_for_all()
    {
        var connectors = await _worker.Client.GetStringAsync("connector-plugins");
        var all = await _worker.Client.GetStringAsync("connector-plugins?connectorsOnly=false");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                connectors, Does.StartWith(
                    "[{\"class\":\"org.apache.kafka.connect.file.FileStreamSinkConnector\",\"type\":\"sink\",\"version\":").And.Not.Contain(
                        "transformation"));
            Assert.That(
                all, Does.Contain("{\"class\":\"org.apache.kafka.connect.transforms.Cast$Value\",\"type\":\"transformation\"").And.Contain(
                    "header_converter").And.Contain("predicate"));
        }
    }
}
