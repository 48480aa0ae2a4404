using System.Diagnostics;
using System.Globalization;
using Hangfire;
using Hangfire.PostgreSql;
using Prilavok.Peers.Hangfire;

// Jobs that post a body to a service: persisted first, then sent and marked, as the server does with documents.
// Arguments: connection string, address, jobs, bytes, workers. Prints jobs done a second.
var (connection, url) = (args[0], args[1]);
var (jobs, size, workers) = (Number(2), Number(3), Number(4));
GlobalConfiguration.Configuration.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(50) });
var body = new string('x', size);
await Parallel.ForAsync(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = workers }, (_, _) =>
{
    BackgroundJob.Enqueue(() => Delivery.SendAsync(url, body));
    return ValueTask.CompletedTask;
});
var monitor = JobStorage.Current.GetMonitoringApi();
var watch = Stopwatch.StartNew();
using (new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = workers }))
{
    while (Delivery.Sent < jobs || monitor.SucceededListCount() < jobs)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10));
    }

    Console.WriteLine((jobs / watch.Elapsed.TotalSeconds).ToString("0", CultureInfo.InvariantCulture));
}

int Number(int place) => int.Parse(args[place], CultureInfo.InvariantCulture);
