// Jobs that post a body to a service: persisted first, then sent and marked, as the server does with documents.
// Arguments: port of Redis, address, jobs, bytes, workers. Prints jobs done a second.
import http from "node:http";
import { Queue, Worker } from "bullmq";

const [port, url, jobs, size, workers] = [Number(process.argv[2]), process.argv[3], ...process.argv.slice(4, 7).map(Number)];
const connection = { host: "127.0.0.1", port, maxRetriesPerRequest: null };
const agent = new http.Agent({ keepAlive: true, maxSockets: workers });
const body = "x".repeat(size);
const queue = new Queue("deliveries", { connection });
await queue.obliterate({ force: true });
for (let done = 0; done < jobs; done += 1000) {
  await queue.addBulk(Array.from({ length: Math.min(1000, jobs - done) }, () => ({ name: "deliver", data: { url, body } })));
}

const send = ({ data }) => new Promise((resolve, reject) => {
  const request = http.request(data.url, { method: "POST", agent, headers: { "content-length": data.body.length } }, (answer) => {
    answer.resume();
    answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`))));
  });
  request.on("error", reject);
  request.end(data.body);
});

let completed = 0;
const began = process.hrtime.bigint();
const worker = new Worker("deliveries", send, { connection, concurrency: workers });
await new Promise((resolve) => worker.on("completed", () => { if (++completed === jobs) resolve(); }));
console.log(Math.round(jobs / (Number(process.hrtime.bigint() - began) / 1e9)));
await worker.close();
await queue.close();
