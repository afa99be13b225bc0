using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edify.Rag.Hosting.Notifications.Webhooks;
using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.Hosting.Tests.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Notifications.Webhooks;

public sealed class WebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly RagUser Head = SmallSchool.Admin;

    [Fact]
    public void The_signature_is_that_of_the_standards_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8));

    [Fact]
    public async Task An_end_is_told_with_a_signature_and_without_what_it_is_about()
    {
        await using var receiver = new WebhookReceiver();
        await using var house = With(receiver, o => o.Secrets.Add("whsec_" + Convert.ToBase64String(new byte[32])));
        var task = await house.Start().Tasks.SubmitAsync(Head, TestHandler.Request());
        await Until.TrueAsync(() => !receiver.Deliveries.IsEmpty);
        await house.QuietAsync();

        var delivery = Assert.Single(receiver.Deliveries);
        var signed = Encoding.UTF8.GetBytes($"{delivery.Id}.{delivery.Timestamp}.{delivery.Body}");
        var signatures = delivery.Signature.Split(' ');
        Assert.Equal(2, signatures.Length);
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret[6..]), signed))}", signatures[0]);
        var body = JsonDocument.Parse(delivery.Body).RootElement;
        Assert.Equal("task.done", body.GetProperty("type").GetString());
        Assert.Equal(task.Id, body.GetProperty("data").GetProperty("id").GetGuid());
        Assert.Equal(Head.Id, body.GetProperty("data").GetProperty("user").GetString());
        Assert.DoesNotContain("A test", delivery.Body, StringComparison.Ordinal);
        Assert.Empty(await house.Store.ListOpenAsync().ToListAsync());
    }

    [Fact]
    public async Task A_receiver_that_fails_is_told_again_under_the_same_identifier()
    {
        await using var receiver = new WebhookReceiver();
        receiver.Answers.Enqueue((500, null, null));
        receiver.Answers.Enqueue((429, "Retry-After", "1"));
        var time = new FakeTimeProvider();
        await using var house = With(receiver, parts: rag => rag.Services.AddSingleton<TimeProvider>(time));
        var task = await house.Start().Tasks.SubmitAsync(Head, TestHandler.Request());
        await house.CountAsync(counts => counts.Delayed == 1);
        time.Advance(TimeSpan.FromSeconds(7));
        await Until.TrueAsync(() => receiver.Deliveries.Count == 2);
        await house.CountAsync(counts => counts.Delayed == 1);
        time.Advance(TimeSpan.FromSeconds(2));
        await house.QuietAsync();
        Assert.Equal(3, receiver.Deliveries.Count);
        Assert.Equal([$"task_{task.Id:n}"], receiver.Deliveries.Select(d => d.Id).Distinct());
        Assert.Single(await house.Notifications.ListAsync(Head).ToListAsync());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = new WebhookReceiver();
        receiver.Answers.Enqueue((302, "Location", "/elsewhere"));
        var time = new FakeTimeProvider();
        await using var house = With(receiver, parts: rag => rag.Services.AddSingleton<TimeProvider>(time));
        await house.Start().Tasks.SubmitAsync(Head, TestHandler.Request());
        await house.CountAsync(counts => counts.Delayed == 1);
        time.Advance(TimeSpan.FromSeconds(7));
        await house.QuietAsync();
        Assert.Equal(["/hook", "/hook"], receiver.Deliveries.Select(d => d.Path));
    }

    [Fact]
    public async Task Who_listens_no_more_is_left_alone()
    {
        await using var receiver = new WebhookReceiver();
        receiver.Answers.Enqueue((410, null, null));
        await using var house = With(receiver);
        await house.Start().Tasks.SubmitAsync(Head, TestHandler.Request());
        await house.CountAsync(counts => counts is { Open: 0, Dead: 1 });
        Assert.Single(receiver.Deliveries);
    }

    [Fact]
    public async Task A_request_names_a_host_that_the_settings_allow_and_no_other()
    {
        await using var receiver = new WebhookReceiver();
        await using var house = new TaskHouse(configure: rag => rag
            .AddTaskHandler(_ => TestHandler.Waiting(Task.CompletedTask))
            .UseWebhooks(o =>
            {
                o.Secrets.Add(Secret);
                o.Hosts.Add($"127.0.0.1:{receiver.Port}");
                o.Hosts.Add("hooks.example");
            }));
        house.Start();
        foreach (var wrong in (string[])
        [
            "http://169.254.169.254/latest/meta-data", "https://evil.example/", $"http://localhost:{receiver.Port}/hook", "https://user:pw@hooks.example/", "http://hooks.example/",
            "https://hooks.example:8443/", "https://hooks.example.evil.example/", "https://hooks.example@evil.example/", "file:///etc/passwd", "ftp://hooks.example/",
        ])
        {
            await Assert.ThrowsAsync<RagInputException>(() => house.Tasks.SubmitAsync(Head, TestHandler.Request() with { Webhook = new(wrong) }));
        }

        await Assert.ThrowsAsync<RagInputException>(() => house.Tasks.SubmitAsync(Head, TestHandler.Request() with { Webhook = new("/hook", UriKind.Relative) }));
        await house.Tasks.SubmitAsync(Head, TestHandler.Request() with { Webhook = new(receiver.Address, "mine?x=1") });
        await Until.TrueAsync(() => !receiver.Deliveries.IsEmpty);
        Assert.Equal("/mine", receiver.Deliveries.Single().Path);
    }

    [Fact]
    public async Task What_a_crash_left_untold_is_told()
    {
        await using var receiver = new WebhookReceiver();
        await using var house = With(receiver);
        var task = new NewRagTask(new(Guid.NewGuid(), TestHandler.Name, "left"), Head, "{}") { IsToBeTold = true };
        await house.Store.AddAsync(task);
        await house.Store.EndAsync(RagTaskKey.Of(Head, task.Task.Id), null, new(RagTaskState.Done, TimeProvider.System.GetUtcNow()));
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Single(receiver.Deliveries);
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Single(receiver.Deliveries);
    }

    [Theory]
    [InlineData("", "https://hooks.example/", "Secrets")]
    [InlineData("whsec_c2hvcnQ=", "https://hooks.example/", "Secrets:0")]
    [InlineData("hunter2hunter2hunter2hunter2", "https://hooks.example/", "Secrets:0")]
    [InlineData(Secret, "http://hooks.example/", "Url")]
    public void Settings_that_can_not_work_say_so_and_show_no_secret(string secret, string url, string key)
    {
        var house = new TaskHouse(configure: rag => rag.UseWebhooks(o =>
        {
            if (secret.Length > 0) o.Secrets.Add(secret);
            o.Url = new(url);
        }));
        var error = Assert.Throws<OptionsValidationException>(() => house.School.Services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        if (secret.Length > 0) Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
    }

    private static TaskHouse With(WebhookReceiver receiver, Action<WebhookOptions>? configure = null, Action<IRagBuilder>? parts = null) => new(configure: rag =>
    {
        rag.AddTaskHandler(_ => TestHandler.Waiting(Task.CompletedTask)).UseWebhooks(o =>
        {
            o.Secrets.Add(Secret);
            o.Url = receiver.Address;
            configure?.Invoke(o);
        });
        parts?.Invoke(rag);
    });

}
