using System.CommandLine;
using Prilavok.Bench;
using Prilavok.Bench.Deliveries;
using Prilavok.Bench.Durability;

var seconds = new Option<int>("--seconds") { Description = "Length of each measurement", DefaultValueFactory = _ => 8 };
var root = new RootCommand("Measures the server beside its limit in one run, and prints the ratio.") { seconds };
Add("documents", "Documents in, one a request, from 32 terminals, beside a group commit of the same bytes.", DocumentsIn.RunAsync);
Add("start", "Start to first answer with the demo shop, and memory at rest, beside a bare server.", StartUp.RunAsync);
Add("lists", "Unchanged lists beside a bare server that sends the same bytes.", Lists.RunAsync);
Add("products", "A page of products, unchanged and after a change, beside a bare server that sends the same bytes.", ProductPages.RunV2Async);
Add("products-v1", "As products, with the list of the first version of the wire.", ProductPages.RunV1Async);
Add("bulk", "Products in bulk, and memory along a walk over 100,000 of them; the length is the rest between the two.", BulkIn.RunAsync);
Add("subscriptions", "A year on an owner's clock, and 10,000 subscriptions due at one moment.", Subscriptions.RunAsync);
Add("crowd", "One shop's receipts in quiet, and beside strangers who log in, a noisy shop, and readers who do not read.", Crowd.RunAsync);
Add("deliveries", "Deliveries out, one event a request, beside HttpClient in a loop.", DeliveriesOut.RunAsync);
Add("latency", "From a terminal's document to its webhook, with and without an endpoint that never answers.", Latency.RunAsync);
Add("many", "100,000 documents of 7 KB from 10 publishers to 100 endpoints.", ManyEvents.RunAsync);
Add("idle", "1,000,000 idle lanes beside 1,000.", IdleLanes.RunAsync);

var soak = new Command("soak", "1,000 documents a second; ends with 0 when memory and logs came to a level.");
var minutes = new Option<double>("--minutes") { Description = "How long", DefaultValueFactory = _ => 10 };
soak.Options.Add(minutes);
soak.SetAction((parsed, ct) => Soak.RunAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes)), ct));
root.Subcommands.Add(soak);

var bare = new Command("bare", "The bare server others are measured against.") { Hidden = true };
var size = new Option<int>("--size");
var port = new Option<int>("--port");
bare.Options.Add(size);
bare.Options.Add(port);
bare.SetAction((parsed, ct) => BareServer.RunAsync(parsed.GetValue(port), parsed.GetValue(size), ct));
root.Subcommands.Add(bare);
var sink = new Command("sink", "The service that takes everything, for the peers; prints its address.") { Hidden = true };
sink.SetAction(async (parsed, ct) =>
{
    await using var service = await Sink.StartAsync(1);
    Console.WriteLine(service.UrlOf(0));
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
});
root.Subcommands.Add(sink);
var post = new Command("post", "The loop that deliveries are measured against.") { Hidden = true };
var url = new Option<string>("--url") { Required = true };
var callers = new Option<int>("--callers");
post.Options.Add(url);
post.Options.Add(size);
post.Options.Add(callers);
post.Options.Add(seconds);
post.SetAction((parsed, ct) => HttpLoop.RunAsync(
    parsed.GetRequiredValue(url), parsed.GetValue(size), parsed.GetValue(callers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), ct));
root.Subcommands.Add(post);
root.Subcommands.Add(DurabilityCommand.Create());
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, Func<TimeSpan, CancellationToken, Task> run)
{
    var command = new Command(name, description) { seconds };
    command.SetAction((parsed, ct) => run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), ct));
    root.Subcommands.Add(command);
}
