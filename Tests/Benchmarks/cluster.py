"""A cluster to measure with: its manifests, and questions as clients of it ask them."""
import random


def service_name(service, namespaces):
    return f"svc{service}.ns{service % namespaces}.svc.cluster.local"


def manifests(services, pods, namespaces):
    for service in range(services):
        place = f"namespace: ns{service % namespaces}"
        labels = f"{{app: svc{service}}}"
        yield f"""---
apiVersion: v1
kind: Service
metadata: {{name: svc{service}, {place}}}
spec: {{clusterIP: None, selector: {labels}, ports: [{{name: web, port: 80}}]}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: web{service}, {place}}}
spec:
  serviceName: svc{service}
  replicas: {pods}
  podManagementPolicy: Parallel
  selector: {{matchLabels: {labels}}}
  template:
    metadata: {{labels: {labels}}}
    spec: {{containers: [{{name: main, image: example.test/main}}]}}
"""


def questions(services, pods, namespaces, count):
    """Mostly pods, some whole Services, IPv6 where there is none, the misses of search lists, some SRV."""
    source = random.Random(20)
    for _ in range(count):
        service = source.randrange(services)
        name = service_name(service, namespaces)
        pod = f"web{service}-{source.randrange(pods)}.{name}"
        yield source.choices(
            [f"{pod} A", f"{name} A", f"{pod} AAAA",
             f"{pod}.ns{service % namespaces}.svc.cluster.local A", f"_web._tcp.{name} SRV"],
            weights=[70, 10, 10, 7, 3])[0]


def write(folder, services, pods, count=200_000):
    namespaces = min(services, 50)
    with open(f"{folder}/manifests.yaml", "w") as out:
        out.writelines(manifests(services, pods, namespaces))
    with open(f"{folder}/queries.txt", "w") as out:
        out.writelines(line + "\n" for line in questions(services, pods, namespaces, count))
