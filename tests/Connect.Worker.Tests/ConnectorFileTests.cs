using Connect.Runtime;

namespace Connect.WorkerProgram.Tests;

public class ConnectorFileTests
{
    private readonly string _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public void Java_properties_are_read_with_their_escapes()
    {
        var connector = Read("# a comment\nname=local file\nfile = C:\\\\data\\\n  .txt\ntopic: lines\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(connector.Name, Is.EqualTo("local file"));
            Assert.That(
                connector.Config,
                Is.EquivalentTo(new Dictionary<string, string?> { ["name"] = "local file", ["file"] = "C:\\data.txt", ["topic"] = "lines" }));
            Assert.That(connector.InitialState, Is.Null);
        }
    }

    [Test]
    public void A_JSON_object_of_text_is_a_configuration()
    {
        var connector = Read("""{"name":"a","connector.class":"FileStreamSource","tasks.max":1}""");
        Assert.That(connector.Name, Is.EqualTo("a"));
        Assert.That(connector.Config["tasks.max"], Is.EqualTo("1"));
    }

    [TestCase("{\"name\": \"a\", ", "is not valid JSON, near line 1")]
    [TestCase("[1]", "does not contain a JSON object")]
    [TestCase("name=a\n\\u00zz=1", "not a valid properties file")]
    [TestCase("""{"name":"\ud800"}""", "contains invalid Unicode")]
    [TestCase("""{"name":"a","tasks.max":"\ud800"}""", "contains invalid Unicode")]
    [TestCase("""{"name":"a","\udc00\ud800":1}""", "contains invalid Unicode")]
    public void What_is_broken_is_named_for_what_it_was_meant_to_be(string text, string expected)
    {
        var error = Assert.Throws<ConnectException>(() => Read(text))!;
        Assert.That(error.Message, Does.Contain(_path).And.Contain(expected));
    }

    [Test]
    public void The_body_of_a_create_request_is_read_with_its_initial_state()
    {
        var connector = Read("""{"name":"a","config":{"connector.class":"FileStreamSource"},"initial_state":"paused","unknown":1}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(connector.InitialState, Is.EqualTo(TargetState.Paused));
            Assert.That(
                connector.Config, Is.EquivalentTo(new Dictionary<string, string?> { ["name"] = "a", ["connector.class"] = "FileStreamSource" }));
        }
    }

    [TestCase("connector.class=FileStreamSource\n", "has no 'name'")]
    [TestCase("""{"connector.class":"FileStreamSource"}""", "has no 'name'")]
    [TestCase("""{"name":"a","list":[1]}""", "'list'")]
    [TestCase("""{"name":"a","config":{},"initial_state":"GONE"}""", "initial_state")]
    public void A_file_that_is_no_connector_is_refused_with_its_path(string text, string reason)
    {
        var thrown = Assert.Throws<ConnectException>(() => Read(text));
        Assert.That(thrown!.Message, Does.Contain(_path).And.Contain(reason));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(
            () => ConnectorFile.Read("/no/such/file.properties"),
            Throws.InstanceOf<ConnectException>().With.Message.Contains("/no/such/file.properties"));

    [Test]
    public void Properties_that_are_not_UTF8_are_read_as_ISO_8859_1()
    {
        File.WriteAllBytes(_path, System.Text.Encoding.Latin1.GetBytes("name=a\ncity=Zürich\n"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConnectorFile.Read(_path).Config["city"], Is.EqualTo("Zürich"));
            Assert.That(PropertiesFile.IsLatin1(_path), Is.True);
        }
    }

    [Test]
    public void Properties_in_UTF8_are_read_with_or_without_a_byte_order_mark([Values] bool withMark)
    {
        File.WriteAllText(_path, "name=a\ncity=Zürich\n", new System.Text.UTF8Encoding(withMark));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConnectorFile.Read(_path).Config["city"], Is.EqualTo("Zürich"));
            Assert.That(PropertiesFile.IsLatin1(_path), Is.False);
        }
    }

    [TestCase("{\"name\":\"a\",\"city\":\"Zürich\"}", "iso-8859-1", "not UTF-8, which JSON requires")]
    [TestCase("name=a\n", "utf-16", "is UTF-16")]
    public void A_file_in_an_encoding_that_cannot_be_meant_is_refused(string text, string encoding, string reason)
    {
        File.WriteAllText(_path, text, System.Text.Encoding.GetEncoding(encoding));
        Assert.That(() => ConnectorFile.Read(_path), Throws.InstanceOf<ConnectException>().With.Message.Contains(_path).And.Message.Contains(reason));
    }

    private ConnectorFile Read(string text)
    {
        File.WriteAllText(_path, text);
        return ConnectorFile.Read(_path);
    }
}
