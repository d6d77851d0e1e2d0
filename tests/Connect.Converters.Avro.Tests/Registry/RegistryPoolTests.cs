using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Tests.Registry.Fakes;

namespace Connect.Converters.Avro.Tests.Registry;

public sealed class RegistryPoolTests
{
    [Test]
    public void Equal_settings_share_a_client_and_others_do_not()
    {
        var pool = new RegistryPool(TimeProvider.System);
        using var one = pool.Rent(Clients.Config("http://a:1"));
        using var same = pool.Rent(Clients.Config("http://a:1", ("auto.register.schemas", "false")));
        using var otherUrl = pool.Rent(Clients.Config("http://b:1"));
        using var otherUser =
            pool.Rent(Clients.Config("http://a:1", ("basic.auth.credentials.source", "USER_INFO"), ("basic.auth.user.info", "a:b")));

        Assert.That(same.Registry, Is.SameAs(one.Registry));
        Assert.That(otherUrl.Registry, Is.Not.SameAs(one.Registry));
        Assert.That(otherUser.Registry, Is.Not.SameAs(one.Registry));
    }

    [Test]
    public void Client_lives_until_its_last_tenant_leaves()
    {
        var pool = new RegistryPool(TimeProvider.System);
        var one = pool.Rent(Clients.Config("http://a:1"));
        var two = pool.Rent(Clients.Config("http://a:1"));

        one.Dispose();
        one.Dispose();
        using var three = pool.Rent(Clients.Config("http://a:1"));
        Assert.That(three.Registry, Is.SameAs(two.Registry));
        two.Dispose();
        three.Dispose();

        using var fresh = pool.Rent(Clients.Config("http://a:1"));
        Assert.That(fresh.Registry, Is.Not.SameAs(two.Registry));
    }

    [Test]
    public async Task Registry_in_memory_is_one_per_name_and_outlives_its_clients()
    {
        var pool = new RegistryPool(TimeProvider.System);
        using (var writer = pool.Rent(Clients.Config("mock://a")))
            await writer.Registry.RegisterAsync("s", Clients.Avro("\"int\""), false);

        using var reader = pool.Rent(Clients.Config("mock://a"));
        using var other = pool.Rent(Clients.Config("mock://b"));

        Assert.That((await reader.Registry.GetByIdAsync(1, null)).Schema!.SchemaString, Is.EqualTo("\"int\""));
        await Assert.ThatAsync(async () => await other.Registry.GetByIdAsync(1, null), Throws.TypeOf<SchemaNotFoundException>());
    }
}
