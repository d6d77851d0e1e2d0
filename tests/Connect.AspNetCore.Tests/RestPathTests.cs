namespace Connect.AspNetCore.Tests;

public class RestPathTests
{
    [TestCase("/", "")]
    [TestCase("/connectors", "connectors")]
    [TestCase("/connectors/", "connectors")]
    [TestCase("/connectors/a%20b/config", "connectors|a b|config")]
    [TestCase("/connectors/plus+", "connectors|plus+")]
    [TestCase("/connectors;x=1/a;b=c/status;", "connectors|a|status")]
    [TestCase("/connectors/%C3%A9%F0%9F%98%80", "connectors|é😀")]
    [TestCase("/connectors/dots..", "connectors|dots..")]
    [TestCase("/connectors/../connectors", "connectors|..|connectors")]
    public void Segments_are_decoded_and_parameters_ignored(string raw, string expected)
    {
        var path = RestPath.Parse(raw, 0);
        Assert.That((string.Join('|', path.Segments), path.IsAmbiguous), Is.EqualTo((expected, false)));
    }

    [TestCase("//connectors")]
    [TestCase("/connectors//")]
    [TestCase("/connectors//config")]
    [TestCase("/connectors/%2e%2e/config")]
    [TestCase("/connectors/%2E/config")]
    [TestCase("/connectors/a%0Ab")]
    [TestCase("/connectors/a%00b")]
    [TestCase("/connectors/a%7Fb")]
    [TestCase("/connectors/a%zz")]
    [TestCase("/connectors/a%")]
    [TestCase("/connectors/a%4")]
    [TestCase("/connectors/%C3%28")]
    [TestCase("/connectors/a%2F%0A")]
    public void A_path_that_could_mean_two_things_is_ambiguous(string raw)
    {
        var path = RestPath.Parse(raw, 0);
        Assert.That((path.IsAmbiguous, path.HasOddNames), Is.EqualTo((true, false)));
    }

    [TestCase("/connectors/a%2Fb/stop", "a/b")]
    [TestCase("/connectors/a%2fb/stop", "a/b")]
    [TestCase("/connectors/a%25b/stop", "a%b")]
    [TestCase("/connectors/a%252Fb/stop", "a%2Fb")]
    [TestCase("/connectors/a%5Cb/stop", "a\\b")]
    public void Names_that_only_their_encoding_can_tell_are_ambiguous_and_readable(string raw, string name)
    {
        var path = RestPath.Parse(raw, 0);
        Assert.That((path.IsAmbiguous, path.HasOddNames, path.Segments[1]), Is.EqualTo((true, true, name)));
    }
}
