import Objects

/// The article's pod `web-0` as Kubernetes 1.36 stored it, and what its controller had sent.
enum RecordedPod {
  static let asCreated = parsed(
    #"""
    {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {
        "name": "web-0",
        "generateName": "web-",
        "namespace": "sandbox",
        "labels": {
          "app": "httpd",
          "apps.kubernetes.io/pod-index": "0",
          "controller-revision-hash": "web-7bb444d689",
          "statefulset.kubernetes.io/pod-name": "web-0"
        }
      },
      "spec": {
        "containers": [
          {
            "name": "httpd",
            "image": "docker.io/library/httpd:2-alpine",
            "ports": [
              {
                "name": "web",
                "containerPort": 80
              }
            ],
            "volumeMounts": [
              {
                "name": "www",
                "mountPath": "/usr/local/apache2/htdocs/"
              }
            ]
          }
        ],
        "volumes": [
          {
            "name": "www",
            "persistentVolumeClaim": {
              "claimName": "www-web-0"
            }
          }
        ],
        "hostname": "web-0",
        "subdomain": "httpd"
      }
    }
    """#)

  static let spec = parsed(
    #"""
    {
      "containers": [
        {
          "image": "docker.io/library/httpd:2-alpine",
          "imagePullPolicy": "IfNotPresent",
          "name": "httpd",
          "ports": [
            {
              "containerPort": 80,
              "name": "web",
              "protocol": "TCP"
            }
          ],
          "resources": {},
          "terminationMessagePath": "/dev/termination-log",
          "terminationMessagePolicy": "File",
          "volumeMounts": [
            {
              "mountPath": "/usr/local/apache2/htdocs/",
              "name": "www"
            },
            {
              "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
              "name": "kube-api-access-269xd",
              "readOnly": true
            }
          ]
        }
      ],
      "dnsPolicy": "ClusterFirst",
      "enableServiceLinks": true,
      "hostname": "web-0",
      "preemptionPolicy": "PreemptLowerPriority",
      "priority": 0,
      "restartPolicy": "Always",
      "schedulerName": "default-scheduler",
      "securityContext": {},
      "serviceAccount": "default",
      "serviceAccountName": "default",
      "subdomain": "httpd",
      "terminationGracePeriodSeconds": 30,
      "tolerations": [
        {
          "effect": "NoExecute",
          "key": "node.kubernetes.io/not-ready",
          "operator": "Exists",
          "tolerationSeconds": 300
        },
        {
          "effect": "NoExecute",
          "key": "node.kubernetes.io/unreachable",
          "operator": "Exists",
          "tolerationSeconds": 300
        }
      ],
      "volumes": [
        {
          "name": "www",
          "persistentVolumeClaim": {
            "claimName": "www-web-0"
          }
        },
        {
          "name": "kube-api-access-269xd",
          "projected": {
            "defaultMode": 420,
            "sources": [
              {
                "serviceAccountToken": {
                  "expirationSeconds": 3607,
                  "path": "token"
                }
              },
              {
                "configMap": {
                  "items": [
                    {
                      "key": "ca.crt",
                      "path": "ca.crt"
                    }
                  ],
                  "name": "kube-root-ca.crt"
                }
              },
              {
                "downwardAPI": {
                  "items": [
                    {
                      "fieldRef": {
                        "apiVersion": "v1",
                        "fieldPath": "metadata.namespace"
                      },
                      "path": "namespace"
                    }
                  ]
                }
              }
            ]
          }
        }
      ]
    }
    """#)

  private static func parsed(_ text: String) -> Value {
    do { return try Value.parse(json: text) } catch { preconditionFailure("\(error)") }
  }
}
